#!/usr/bin/env python3
"""What a published program brings along: third-party notices and a bill of materials (CycloneDX).

    notices.py PROGRAM SOURCE RID VERSION TOOL NOTICES BOM

PROGRAM is the published folder, whose .deps.json says what ships; TOOL is the CycloneDX program. Needs the packages in NuGet's folder, where publishing has put them.
Both outputs depend on nothing but these.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

PACKAGES = pathlib.Path(os.environ.get("NUGET_PACKAGES", pathlib.Path.home() / ".nuget" / "packages"))
LICENCE_FILES = ("LICENSE", "LICENSE.TXT", "LICENSE.MD", "THIRD-PARTY-NOTICES.TXT", "THIRDPARTYNOTICES.TXT", "THIRD_PARTY_NOTICES.TXT", "NOTICE", "NOTICE.TXT")


def shipped(program):
    """(name, version) of every package in the program, runtime packs among them, sorted."""
    deps = json.loads((program / "streamshield.deps.json").read_text())
    found = set()
    for key, library in deps["libraries"].items():
        name, version = key.split("/")
        if library["type"] in ("package", "runtimepack"):
            found.add((name.removeprefix("runtimepack."), version))
    return sorted(found, key=lambda item: item[0].lower())


def folder_of(name, version):
    return PACKAGES / name.lower() / version.lower()


def nuspec(name, version):
    """What the package says of itself: authors, licence, address."""
    file = folder_of(name, version) / f"{name.lower()}.nuspec"
    if not file.exists():
        sys.exit(f"{file} is missing: publish first, so that NuGet has every package.")
    fields = {element.tag.split("}")[-1]: element for element in ElementTree.parse(file).getroot()[0]}
    text = lambda tag: (fields[tag].text or "").strip() if tag in fields else ""
    licence = text("license") or text("licenseUrl") or "see its address"
    return text("authors"), licence, text("projectUrl")


def notices(packages):
    yield "StreamShield brings these works of others along. Each stays under its own licence.\n"
    texts = {}
    for name, version in packages:
        authors, licence, address = nuspec(name, version)
        yield f"{name} {version}\n  by {authors}\n  licence: {licence}\n  {address}".rstrip() + "\n"
        for file in sorted(folder_of(name, version).iterdir(), key=lambda path: path.name):
            if file.name.upper() in LICENCE_FILES:
                texts.setdefault(file.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n").strip(), []).append(f"{name} {version}: {file.name}")
    for text, owners in texts.items():
        yield "=" * 100 + "\n" + "\n".join(owners) + "\n" + "=" * 100 + f"\n{text}\n"


def bom(tool, source, rid, version, packages):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [tool, str(source / "src" / "StreamShield.App" / "StreamShield.App.csproj"), "-rt", rid, "-dpr", "-ns", "-F", "Json", "-o", folder, "-fn", "bom.json",
             "-sn", "StreamShield", "-sv", version], check=True, stdout=subprocess.DEVNULL)
        made = json.loads(pathlib.Path(folder, "bom.json").read_text(encoding="utf-8-sig"))
    made["metadata"].pop("timestamp", None)
    known = {(item["name"].lower(), item["version"]) for item in made.get("components", [])}
    ships = {(name.lower(), release) for name, release in packages}
    # What only builds and tests need is left out; the runtime packs, which the tool does not see, are added.
    made["components"] = [item for item in made["components"] if (item["name"].lower(), item["version"]) in ships]
    for name, release in packages:
        if (name.lower(), release) not in known:
            authors, _, address = nuspec(name, release)
            made["components"].append({
                "type": "framework", "bom-ref": f"pkg:nuget/{name}@{release}", "authors": [{"name": authors}], "name": name, "version": release,
                "licenses": [{"license": {"id": "MIT"}}], "purl": f"pkg:nuget/{name}@{release}", "externalReferences": [{"url": address, "type": "website"}]})
    made["components"].sort(key=lambda item: item["name"].lower())
    kept = {item["bom-ref"] for item in made["components"]} | {made["metadata"]["component"]["bom-ref"]}
    made["dependencies"] = sorted(
        ({**item, "dependsOn": sorted(ref for ref in item.get("dependsOn", []) if ref in kept)} for item in made.get("dependencies", []) if item["ref"] in kept),
        key=lambda item: item["ref"])
    return made


def main():
    program, source, rid, version, tool, notices_file, bom_file = sys.argv[1:]
    packages = shipped(pathlib.Path(program))
    pathlib.Path(notices_file).write_text("\n".join(notices(packages)))
    pathlib.Path(bom_file).write_text(json.dumps(bom(tool, pathlib.Path(source), rid, version, packages), indent=1, sort_keys=True) + "\n")


main()
