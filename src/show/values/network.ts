import { type Matrix, norm } from "mathjs";
import type { Autoencoder } from "../../model/autoencoder";
import type { Gradients, Pass } from "../../model/passes";
import { symbolMarkup } from "../base/markup";
import { matrixView } from "../base/matrix";
import { numberText } from "../base/number";
import { examSymbol, shapeLetters } from "../base/symbol";
import type { Cell } from "../base/table";
import { type Table, table } from "../base/table";

/** A network as a table: its parameters with their shapes, and its activations. */
export function networkTable(net: Autoencoder): Table {
  const { d, m, f1, f2 } = net;
  const parameter = (name: "W1" | "b1" | "W2" | "b2") => {
    const [rows = 0, columns = 0] = net[name].size();
    return {
      ...symbolCells(name, net[name]),
      parameters: rows * columns,
      "what it is": examSymbol(name)?.meaning,
    };
  };
  const activation = (name: string, kind: string) => ({
    symbol: symbolMarkup(name),
    name,
    "what it is": `activation: ${kind}`,
  });
  return table(
    [
      parameter("W1"),
      parameter("b1"),
      activation("f1", f1.name),
      parameter("W2"),
      parameter("b2"),
      activation("f2", f2.name),
    ],
    {
      caption: `Autoencoder: d = ${d} inputs, m = ${m} hidden units (${f1.name}), ${d} outputs (${f2.name})`,
      note: `2dm + m + d = ${2 * d * m + m + d} parameters in all`,
    },
  );
}

/** A forward pass as a table: a row for each symbol, small matrices in full, large ones in three numbers. */
export function passTable(pass: Pass): Table {
  const { z1, a1, z2, ypred } = pass;
  return matrixTable({ z1, a1, z2, ypred }, "Forward pass");
}

/** The partial derivatives as a table, in the order of the backward pass. */
export function gradientsTable(gradients: Gradients): Table {
  const { dJ_dypred, dJ_dz2, dJ_dW2, dJ_db2, dJ_da1, dJ_dz1, dJ_dW1, dJ_db1 } = gradients;
  return matrixTable({ dJ_dypred, dJ_dz2, dJ_dW2, dJ_db2, dJ_da1, dJ_dz1, dJ_dW1, dJ_db1 }, "Backward pass");
}

function matrixTable(matrices: Readonly<Record<string, Matrix>>, caption: string): Table {
  const rows = Object.entries(matrices).map(([name, M]) => ({
    ...symbolCells(name, M),
    value: valueCell(M),
  }));
  return table(rows, { caption });
}

function symbolCells(name: string, M: Matrix): Record<string, Cell> {
  const size = M.size();
  return {
    symbol: symbolMarkup(name),
    name,
    shape: shapeLetters(name, size[1]),
    size: size.join("×"),
  };
}

/** Larger matrices are described by three numbers. */
const fewRows = 4;
const fewColumns = 6;

function valueCell(M: Matrix): Cell {
  const [rows = 0, columns = 0] = M.size();
  if (rows <= fewRows && columns <= fewColumns) return matrixView(M);
  const numbers = (M.valueOf() as unknown[][])
    .flat()
    .filter((entry): entry is number => typeof entry === "number");
  const least = numbers.reduce((a, b) => Math.min(a, b), Infinity);
  const most = numbers.reduce((a, b) => Math.max(a, b), -Infinity);
  const ends = numbers.length === 0 ? [] : [`entries from ${numberText(least)} to ${numberText(most)}`];
  return [`norm ${numberText(Number(norm(M, "fro")))}`, ...ends].join(", ");
}
