#!/usr/bin/env python3
"""The man page, from what the program says to --help.

    manpage.py PROGRAM VERSION EPOCH > streamshield.1
"""
import datetime
import re
import subprocess
import sys

program, version, epoch = sys.argv[1], sys.argv[2], int(sys.argv[3])


def help_of(*command):
    # A width of its own, so that nothing depends on the terminal.
    return subprocess.run([program, *command, "--help"], capture_output=True, text=True, check=True).stdout


def escape(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text.startswith((".", "'")) else text


def sections(text):
    """{title: lines} of a help; what stands before the first title has an empty one."""
    found, title = {"": []}, ""
    for line in text.splitlines():
        if re.fullmatch(r"[A-Z][A-Za-z ]*:", line):
            title = line[:-1]
            found[title] = []
        else:
            found[title].append(line)
    return found


def paragraphs(lines):
    for line in lines:
        yield escape(line.strip()) if line.strip() else ".PP"


def table(lines):
    """Two columns become .TP items; a line that begins further right goes on with the item before."""
    for line in lines:
        match = re.match(r"^ {2}(\S.*?)(?: {2,}(\S.*))?$", line)
        if match:
            yield from (".TP", f"\\fB{escape(match[1])}\\fR", escape(match[2] or ""))
        elif line.strip():
            yield escape(line.strip())


def names(lines):
    return [match[1] for line in lines if (match := re.match(r"^ {2}([a-z][a-z-]*)\b", line))]


def describe(path):
    parts = sections(help_of(*path))
    words = parts.get("Description") or parts[""]
    more = [line for title, lines in parts.items() if title not in ("", "Description", "Usage", "Arguments", "Options", "Commands") for line in [f"{title}:", *lines]]
    yield from paragraphs(words)
    if parts.get("Usage"):
        yield ".PP"
        yield "\\fB" + escape(" ".join(" ".join(parts["Usage"]).split())) + "\\fR"
    for title in ("Arguments", "Options"):
        yield from table(parts.get(title, []))
    if more:
        yield ".PP"
        yield from paragraphs(more)
    for name in names(parts.get("Commands", [])):
        yield f".SS {escape(' '.join(['streamshield', *path, name]))}"
        yield from describe([*path, name])


date = datetime.datetime.fromtimestamp(epoch, datetime.timezone.utc).date()
page = [
    f'.TH STREAMSHIELD 1 "{date}" "StreamShield {version}" "User Commands"',
    ".SH NAME",
    "streamshield \\- show yourself to your viewers and hide your room",
    ".SH SYNOPSIS",
    ".B streamshield",
    "[\\fICOMMAND\\fR] [\\fIOPTIONS\\fR]",
    ".SH DESCRIPTION",
    *describe([]),
]
body = "\n".join(page)
print(body.replace(".SS ", ".SH COMMANDS\n.SS ", 1))
print(".SH FILES\n.TP\n.I ~/.config/streamshield\nYour rooms.\n.TP\n.I ~/.local/share/streamshield\nKeys and models.")
