#!/usr/bin/env python3
"""What a packaged Linux program needs: from start to the first live picture, and from the panic key to the slate at a viewer (X11, a synthetic key press).

    measure.py PROGRAM [PRESSES]      needs Xvfb and xdotool; prints figures, judges nothing
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

PROGRAM, PRESSES = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10
PORT = 8791


def until(what, true, seconds=120):
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            sys.exit(f"{what} did not happen within {seconds} s")
        time.sleep(0.02)


class Run:
    def __init__(self, environment, *options):
        self.lines = []
        self.process = subprocess.Popen(
            [PROGRAM, "run", "--desktop", "--no-page", "--source", "pattern", "--port", str(PORT), "--sink", "mjpeg", *options],
            env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        threading.Thread(target=lambda: self.lines.extend(iter(self.process.stdout.readline, "")), daemon=True).start()

    def said(self, pattern):
        return next((match[1] for line in list(self.lines) if (match := re.match(pattern, line))), None)

    def end(self):
        self.process.terminate()
        self.process.wait()


def watch(address, frames):
    answer, rest = urllib.request.urlopen(address), b""
    while True:
        rest += answer.read1(1 << 20)
        while (begin := rest.find(b"\xff\xd8")) >= 0 and (end := rest.find(b"\xff\xd9", begin + 2)) >= 0:
            frames.append((time.monotonic(), rest[begin:end + 2]))
            rest = rest[end + 2:]


def main():
    with tempfile.TemporaryDirectory() as folder:
        screen = subprocess.Popen(["Xvfb", "-displayfd", "1", "-screen", "0", "640x480x24", "-nolisten", "tcp"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        environment = dict(os.environ, HOME=folder, DISPLAY=f":{screen.stdout.readline().strip()}", XDG_CONFIG_HOME=f"{folder}/config", XDG_DATA_HOME=f"{folder}/data", DBUS_SESSION_BUS_ADDRESS="")
        environment.pop("WAYLAND_DISPLAY", None)
        try:
            measure(folder, environment)
        finally:
            screen.terminate()


def measure(folder, environment):
    starts = []
    for _ in range(5):
        run = Run(environment)
        until("a live picture", lambda: run.said(r"Live after ([0-9.]+) s"))
        starts.append(float(run.said(r"Live after ([0-9.]+) s")))
        run.end()
    print("start to first live picture, s (the first with cold files):", starts)

    run = Run(environment)
    until("a live picture", lambda: run.said(r"(Live after)"))
    frames = []
    threading.Thread(target=watch, args=(run.said(r"Your shielded picture: (\S+)"), frames), daemon=True).start()
    until("thirty pictures", lambda: len(frames) > 30)
    token = json.loads(next(pathlib.Path(folder).rglob(f"run-{PORT}.json")).read_text())
    token = token.get("control") or token.get("Control")
    took = []
    for _ in range(PRESSES):
        time.sleep(1)
        seen, pressed = len(frames), time.monotonic()
        subprocess.run(["xdotool", "key", "ctrl+alt+p"], env=environment, check=True)
        # A live picture may come twice, a slate stays.
        until("a slate", lambda: len(frames) > seen + 15 and len({picture for _, picture in frames[-10:]}) == 1)
        slate = frames[-1][1]
        first = next(i for i in range(seen, len(frames)) if frames[i][1] == slate)
        took.append(1000 * (frames[first][0] - pressed))
        urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{PORT}/panic?on=0&token={token}", method="POST", data=b"")).read()
        until("live pictures again", lambda: frames[-1][1] != slate)
    took.sort()
    print(f"panic key to slate at the viewer, ms, xdotool's own start in it: "
          f"p50 {took[len(took) // 2]:.0f}, p95 {took[(len(took) * 95 - 1) // 100]:.0f}, most {took[-1]:.0f}; {sum(value < 100 for value in took)} of {len(took)} below 100; all {[round(value) for value in took]}")
    run.end()


main()
