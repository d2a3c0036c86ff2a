"""Plots of a training log: loss, learning rate, and the checks on held-out pictures."""
import json
import re

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt


def read(path):
    """(steps with seen, loss, rate; checks with seen and figures) of the lines that `train` printed."""
    steps, checks = [], []
    with open(path) as log:
        for line in log:
            found = re.match(r"step \d+ seen (\d+) min [\d.]+ loss ([\d.]+) rate ([\d.]+)", line)
            if found:
                steps.append(tuple(map(float, found.groups())))
            elif "{" in line and line.startswith(("check", "done")):
                checks.append((steps[-1][0] if steps else 0, json.loads(line[line.index("{"):])))
    return steps, checks


def plot(options):
    """Command `curves`: one picture with the loss, the rate and, per held-out set, room shown and person missed."""
    steps, checks = read(options.log)
    if not steps:
        raise SystemExit(f"{options.log} holds no line of a training: give the file that 'train' printed into.")
    figure, axes = plt.subplots(2, 2, figsize=(12, 8))
    seen = [s[0] for s in steps]
    axes[0, 0].plot(seen, [s[1] for s in steps])
    axes[0, 0].set_title("loss (running mean)")
    axes[0, 1].plot(seen, [s[2] for s in steps])
    axes[0, 1].set_title("learning rate")
    for axis, key, title in ((axes[1, 0], "shown", "room shown"), (axes[1, 1], "missed", "person missed")):
        for name in sorted({name for _, check in checks for name in check}):
            points = [(at, check[name].get(key, check[name].get("room_shown"))) for at, check in checks if name in check]
            points = [p for p in points if p[1] is not None and (key == "shown" or key in checks[0][1].get(name, {}))]
            if points:
                axis.plot(*zip(*points), marker="o", label=name)
        axis.set_title(title)
        axis.legend()
    for axis in axes.flat:
        axis.set_xlabel("samples")
        axis.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(options.out)
    print(f"{options.out}: {len(steps)} points, {len(checks)} checks")


def add_arguments(parser):
    """Options of the command `curves`."""
    parser.add_argument("--log", required=True, help="what 'train' printed")
    parser.add_argument("--out", default="curves.png")
