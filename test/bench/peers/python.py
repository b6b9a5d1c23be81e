"""One peer in Python, NumPy or PyTorch; the counterpart of node.cjs."""

import json
import sys
import time

import numpy as np

name = sys.argv[1]
if name != "numpy":
    import torch

    torch.set_num_threads(1)


def make_case(d, m, B):
    state = 1

    def uniforms(count):
        nonlocal state
        out = np.empty(count)
        for k in range(count):
            state = (state * 1103515245 + 12345) & 0x7FFFFFFF
            out[k] = state / 2**31
        return out

    W1 = ((uniforms(m * d) - 0.5) / 5).reshape(m, d)
    W2 = ((uniforms(d * m) - 0.5) / 5).reshape(d, m)
    return W1, np.zeros((m, 1)), W2, np.zeros((d, 1)), uniforms(d * B).reshape(d, B)


def with_numpy(d, m, B, eta=0.1):
    W1, b1, W2, b2, x = make_case(d, m, B)

    def step(wanted=False):
        nonlocal W1, b1, W2, b2
        a1 = 1 / (1 + np.exp(-(W1 @ x + b1)))
        ypred = 1 / (1 + np.exp(-(W2 @ a1 + b2)))
        error = ypred - x
        loss = (error * error).sum() / (2 * B) if wanted else None
        dz2 = error / B * ypred * (1 - ypred)
        dz1 = (W2.T @ dz2) * a1 * (1 - a1)
        W2 -= eta * (dz2 @ a1.T)
        b2 -= eta * dz2.sum(1, keepdims=True)
        W1 -= eta * (dz1 @ x.T)
        b1 -= eta * dz1.sum(1, keepdims=True)
        return loss

    return step


def with_torch(d, m, B, eta=0.1):
    dtype = torch.float64 if name == "torch f64" else torch.float32
    W1, b1, W2, b2, x = (torch.tensor(v, dtype=dtype) for v in make_case(d, m, B))
    parameters = [W1, b1, W2, b2]
    for p in parameters:
        p.requires_grad_(True)
    optimiser = torch.optim.SGD(parameters, lr=eta)

    def step(wanted=False):
        optimiser.zero_grad()
        ypred = torch.sigmoid(W2 @ torch.sigmoid(W1 @ x + b1) + b2)
        loss = ((ypred - x) ** 2).sum() / (2 * B)
        loss.backward()
        optimiser.step()
        return loss.item() if wanted else None

    return step


def measure(step, milliseconds):
    start = time.perf_counter()
    count, turn, passed = 0, 1, 0.0
    while passed < milliseconds / 1000:
        for _ in range(turn):
            step()
        count += turn
        passed = time.perf_counter() - start
        left = (milliseconds / 1000 - passed) / passed * count * 0.5
        turn = max(1, min(1000000, int(np.ceil(left))))
    return count / passed


def gradient_check(d, m, B):
    W1, b1, W2, b2, x = (torch.tensor(v, dtype=torch.float64) for v in make_case(d, m, B))
    parameters = [p.requires_grad_(True) for p in (W1, b1, W2, b2)]

    def loss(W1, b1, W2, b2):
        ypred = torch.sigmoid(W2 @ torch.sigmoid(W1 @ x + b1) + b2)
        return ((ypred - x) ** 2).sum() / (2 * B)

    start = time.perf_counter()
    torch.autograd.gradcheck(loss, parameters)
    return 1 / (time.perf_counter() - start)


made = {}
for line in sys.stdin:
    ask = json.loads(line)
    size = (ask["d"], ask["m"], ask["B"])
    if ask.get("gradcheck"):
        answer = {"losses": [], "perSecond": gradient_check(*size)}
    else:
        losses = []
        if size not in made:
            made[size] = (with_numpy if name == "numpy" else with_torch)(*size)
            losses = [float(made[size](True)) for _ in range(3)]
        answer = {"losses": losses, "perSecond": measure(made[size], ask["milliseconds"])}
    print(json.dumps(answer), flush=True)
