"""The commands: prepare, train, curves, evaluate, export. See README.md."""
import argparse
import importlib
import sys


def main():
    """Parses the command line and hands over."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    import sources
    sources.add_arguments(commands.add_parser("prepare", help="decode the pictures into the cache"))
    for name in ("train", "curves", "evaluate", "export"):
        if name in sys.argv[1:2]:          # torch is slow to load: only the command asked for
            module = importlib.import_module({"evaluate": "report"}.get(name, name))
            sub = commands.add_parser(name, help=module.__doc__.splitlines()[0])
            sources.add_arguments(sub)
            module.add_arguments(sub)
        else:
            commands.add_parser(name)
    options = parser.parse_args()
    if options.command == "prepare":
        sources.prepare(options.data, options.cache)
    elif options.command == "train":
        importlib.import_module("train").train(options)
    elif options.command == "curves":
        importlib.import_module("curves").plot(options)
    elif options.command == "evaluate":
        importlib.import_module("report").report(options)
    else:
        importlib.import_module("export").export(options)


if __name__ == "__main__":
    main()
