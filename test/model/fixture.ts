import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Matrix, matrix } from "mathjs";
import { type Activation, type Autoencoder, autoencoder } from "../../src/index";
import { activations } from "./arbitraries";

/** [z, value, slope] */
type ActivationPoint = readonly [z: number, value: number, slope: number];
type PenaltyPoint = readonly [pHat: number, p: number, value: number, slope: number];
type Raw = Record<string, number[][]> & { f1: string; f2: string; J: number };

/** Results of PyTorch and mpmath; see fixtures/make_network.py. */
const fixture = JSON.parse(readFileSync(join(__dirname, "../fixtures/network.json"), "utf8")) as {
  networks: Raw[];
  activations: Record<string, ActivationPoint[]>;
  penalties: Record<string, PenaltyPoint[]>;
};

export const activationPoints = fixture.activations;
export const penaltyPoints = fixture.penalties;

const named = (name: string): Activation => {
  const found = activations.find((activation) => activation.name === name);
  if (!found) throw new Error(`the fixture names an unknown activation, ${name}`);
  return found;
};

/** A network of the fixture with the results of PyTorch. */
export interface NetworkCase {
  readonly title: string;
  readonly net: Autoencoder;
  readonly J: number;
  /** A matrix of the fixture by its name in the exam. */
  readonly its: (name: string) => Matrix;
}

export const networkCases: NetworkCase[] = fixture.networks.map((raw) => {
  const its = (name: string) => matrix(raw[name] ?? []);
  const [f1, f2] = [named(raw.f1), named(raw.f2)];
  const net = autoencoder({ W1: its("W1"), b1: its("b1"), W2: its("W2"), b2: its("b2"), f1, f2 });
  const N = its("x").size()[1];
  return { title: `d=${net.d} m=${net.m} N=${N} ${raw.f1} ${raw.f2}`, net, J: raw.J, its };
});
