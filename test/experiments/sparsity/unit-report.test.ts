import { type Matrix, matrix, zeros } from "mathjs";
import { expect, it } from "vitest";
import { unitReport } from "../../../src/experiments/index";
import { autoencoder, column, identity, sigmoid } from "../../../src/index";

it("unitReport counts units as dead below .001, saturated above .999, within .02 of p, constant below .01", () => {
  const averages = [0.0005, 0.002, 0.04, 0.08, 0.998, 0.9995];
  const m = averages.length;
  const net = autoencoder({
    W1: zeros(m, 1) as Matrix,
    b1: column(averages.map((a) => Math.log(a / (1 - a)))),
    W2: zeros(1, m) as Matrix,
    b2: column([0]),
    f1: sigmoid,
    f2: identity,
  });
  const { dead, saturated, within, constant } = unitReport(net, matrix([[1, 2]]), 0.05);
  expect([dead, saturated, within, constant]).toEqual([1 / m, 1 / m, 1 / m, 1]);
});
