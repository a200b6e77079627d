"""Reads the data files of built sites with software that others wrote, and prints what a user would miss or trip over.

    python read_exports.py PUBLIC...

Each PUBLIC is an output folder. Ends with 1 if anything is printed. Beside what holds for each site, every field that a
JSON Schema names must be used by one of them, so a schema cannot go on about what is no longer written.
"""

import csv
import datetime
import json
import re
import sys
import unicodedata
import warnings
from collections import Counter
from itertools import combinations
from pathlib import Path
from urllib.parse import unquote, urlsplit

import feedparser
import icalendar
import jsonschema
import lxml.etree
import lxml.html
import networkx
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from followthemoney import model
from followthemoney.exc import InvalidData

ROWS = ["articles", "entities", "events", "claims", "relations", "sources"]
problems = []


def expect(holds, *words):
    if not holds:
        problems.append(" ".join(str(word) for word in words))


class Site:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.data = {name: json.loads(self.text(f"data/{name}.json")) for name in ROWS}

    def text(self, path):
        return (self.folder / path).read_text(encoding="utf-8")

    def bytes(self, path):
        return (self.folder / path).read_bytes()

    def path_of(self, url):
        """The file of a URL of this site, whose pages all begin like those of its articles."""
        base = self.data["articles"][0]["url"].split("articles/")[0]
        return self.folder / unquote(url.removeprefix(base).split("#")[0])


def chinese(words):
    """Words as a page in Chinese shows them."""
    if not isinstance(words, dict):
        return words
    return next((text for tag, text in words.items() if tag.startswith("zh")), next(iter(words.values())))


def spreadsheets(site):
    data = site.data
    expected = {
        "entities": len(data["entities"]),
        "events": len(data["events"]),
        "claims": len(data["claims"]),
        "relations": sum(len(row["object"]) for row in data["relations"]),
        "mentions": sum(row["mentions"] for row in data["entities"]),
    }
    sheets = {}
    for name, count in expected.items():
        raw = site.bytes(f"data/{name}.csv")
        expect(not raw.startswith(b"\xef\xbb\xbf"), name, "begins with a byte order mark")
        with open(site.folder / f"data/{name}.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, strict=True))
        expect(len(rows) == count, f"{name}.csv has {len(rows)} rows and not {count}")
        for row in rows:
            expect(None not in row and None not in row.values(), f"{name}.csv: a row of another length: {row}")
            for column, cell in row.items():
                number = re.fullmatch(r"-?\d+(\.\d+)?", cell) and column in ("value", "low", "high")
                expect(number or not cell.startswith(tuple("=+-@\t\r＝＋－＠")), f"{name}.csv: a formula: {cell}")
        sheets[name] = rows
    for row, known in zip(sheets["entities"], data["entities"]):
        expect(row["id"] == known["id"] and row["name"].lstrip("'") == chinese(known["name"]), "another entity:", row)
    for row, known in zip(sheets["claims"], data["claims"]):
        value = known.get("value")
        wanted = value if isinstance(value, list) else [value, value]
        expect([row["low"] or None, row["high"] or None] == wanted, "other figures:", row)
    mentions(site, sheets["mentions"])
    return sheets


def the_text(html):
    """What FORMAT calls the text, read from a page."""
    bodies = lxml.html.fromstring(html).xpath("//*[@itemprop='articleBody']")
    if not bodies:
        return None
    for generated in bodies[0].xpath(".//*[@data-generated]"):
        generated.drop_tree()
    return " ".join(unicodedata.normalize("NFC", bodies[0].text_content()).split())


def mentions(site, rows):
    texts = {}
    for row in rows:
        page = site.path_of(row["url"])
        if page not in texts:
            texts[page] = the_text((page / "index.html").read_text(encoding="utf-8"))
        start, end = int(row["start"]), int(row["end"])
        # What would be a formula has an apostrophe before it.
        row = {name: re.sub("^'(?=[=+@-])", "", cell) for name, cell in row.items()}
        expect(end - start == len(row["words"]), "a mention of another length:", row)
        expect(row["words"] in row["sentence"], "a sentence without its words:", row)
        if texts[page] is not None:
            expect(texts[page][start:end] == row["words"], "other words stand there:", row)


def graphs(site, sheets):
    known = {row["id"]: row for row in site.data["entities"]}
    asserted = Counter(
        (row["subject"], row["object"], row["predicate"], row["status"], row["valid"])
        for row in sheets["relations"]
        if row["subject"] in known and row["object"] in known
    )
    together = Counter()
    for article in site.data["articles"]:
        together.update(combinations(sorted(article["mentions"]), 2))
    for name, read in [("graph.gexf", networkx.read_gexf), ("graph.graphml", networkx.read_graphml)]:
        graph = read(site.folder / "data" / name)
        expect(set(graph.nodes) == set(known), name, "has other nodes")
        for node, values in graph.nodes(data=True):
            wanted = known[node]
            expect(values["mentions"] == wanted["mentions"], name, node, "is mentioned otherwise")
            expect(values["type"] == wanted["type"], name, node, "is of another type")
            expect(values["label"] == chinese(wanted["name"]), name, node, "is called otherwise")
        found, weights = Counter(), Counter()
        for one, other, values in graph.edges(data=True):
            if values["kind"] == "relation":
                found[one, other, values["predicate"], values["status"], values.get("valid", "")] += 1
            else:
                weights[tuple(sorted((one, other)))] += int(values["weight"])
        expect(found == asserted, name, "has other relations:", found ^ asserted if found != asserted else "")
        expect(weights == Counter({tuple(sorted(pair)): count for pair, count in together.items()}), name, "has other pairs")


def follow_the_money(site):
    lines = [json.loads(line) for line in site.text("data/entities.ftm.json").splitlines()]
    ids = [line["id"] for line in lines]
    expect(len(ids) == len(set(ids)), "an id of FollowTheMoney is used twice")
    for line in lines:
        schema, properties = model.get(line["schema"]), line["properties"]
        try:
            schema.validate({"properties": properties})
        except InvalidData as invalid:
            problems.append(f"{line['id']}: {invalid.errors}")
        cleaned = model.get_proxy(line, cleaned=False)
        for name, values in properties.items():
            prop = schema.get(name)
            expect(prop is not None and not prop.stub, line["schema"], "has no", name)
            for value in values if prop is not None else []:
                expect(prop.type.validate(value), f"{line['id']}: {name} may not be {value!r}")
                expect(prop.type.name != "entity" or value in ids, f"{line['id']}: {name} points nowhere: {value}")
                if prop.type.name == "entity" and value in ids:
                    target = model.get(lines[ids.index(value)]["schema"])
                    expect(target.is_a(prop.range), f"{line['id']}: {name} may not be of {target.name}")
        expect(cleaned.caption or not schema.is_a("Thing"), "nothing is called", line["id"])
    counts = Counter(line["schema"] for line in lines)
    types = Counter(row["type"] for row in site.data["entities"])
    for schema in ["Person", "Company", "PublicBody"]:
        expect(counts[schema] == types[schema], f"{counts[schema]} entities are {schema}, not {types[schema]}")
    expect(counts["Article"] == len(site.data["articles"]), "other articles in FollowTheMoney")
    events = [row for row in site.data["events"] if row["status"] != "cancelled"]
    expect(counts["Event"] == len(events), "other events in FollowTheMoney")


def bibliography(site):
    items = json.loads(site.text("data/sources.csl.json"))
    expect([item["id"] for item in items] == [row["id"] for row in site.data["sources"]], "other sources in CSL")
    with warnings.catch_warnings():
        # citeproc-py tells of every variable that it does not know.
        warnings.simplefilter("ignore")
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        works = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        for item in items:
            works.register(Citation([CitationItem(item["id"])]))
        rendered = [str(work) for work in works.bibliography()]
    for item in items:
        expect(any(item["title"] in work for work in rendered), "no rendered work is called", item["title"], rendered)


ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP_SCHEMA = Path(__file__).parent.parent / "browser/node_modules/sitemap/schema/sitemap.xsd"


def atom(path):
    """What RFC 4287 demands of a feed (section 4.1) beyond well-formed XML."""
    feed = lxml.etree.parse(path).getroot()
    entries = feed.findall(f"{ATOM}entry")
    expect(feed.tag == f"{ATOM}feed", path, "is", feed.tag)
    for part in [feed, *entries]:
        known = Counter(child.tag.removeprefix(ATOM) for child in part)
        for name in ["id", "title", "updated"]:
            expect(known[name] == 1, path, "has", known[name], name, "in", part.tag)
            expect(known["subtitle"] <= 1 and known["summary"] <= 1 and known["content"] <= 1, path, known)
        expect(urlsplit(part.findtext(f"{ATOM}id") or "").scheme, path, "has an id that is no IRI")
        updated = part.findtext(f"{ATOM}updated") or ""
        expect(datetime.datetime.fromisoformat(updated).tzinfo, path, "has no whole date:", updated)
        kinds = [(one.get("rel", "alternate"), one.get("type"), one.get("hreflang")) for one in part.findall(f"{ATOM}link")]
        expect(len(set(kinds)) == len(kinds), path, "has two links of one kind:", kinds)
        if part is not feed:
            authors = part.findall(f"{ATOM}author") or feed.findall(f"{ATOM}author")
            expect(authors and all(one.findtext(f"{ATOM}name") for one in authors), path, "has an entry by nobody")
            alternate = any(kind[0] == "alternate" for kind in kinds)
            expect(alternate or known["content"], path, "has an entry without content and link")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    expect(len(set(ids)) == len(ids), path, "has two entries with one id")


def feeds(site):
    for path in sorted(site.folder.glob("**/feed.xml")):
        atom(path)
    whole = feedparser.parse(site.bytes("feed.xml"))
    expect(not whole.bozo, "feed.xml:", whole.get("bozo_exception"))
    titles = [chinese(row["title"]) for row in site.data["articles"]]
    expect(sorted(entry.title for entry in whole.entries) == sorted(titles), "other titles in feed.xml")
    for path in sorted(site.folder.glob("*/*/feed.xml")):
        feed = feedparser.parse(path.read_bytes())
        expect(not feed.bozo, path, feed.get("bozo_exception"))
        expect(all(entry.title in titles for entry in feed.entries), path, "tells of other reports")
        expect(whole.feed.title in feed.feed.title, path, "does not name the site")


def calendars(site):
    events = {chinese(row["title"]): row for row in site.data["events"]}
    everything = calendar(site.folder / "timeline.ics", events)
    expect(len(everything) > 0, "the calendar is empty")
    for path in sorted(site.folder.glob("timelines/*/timeline.ics")):
        expect(set(calendar(path, events)) <= set(everything), path, "has events that the whole has not")


def calendar(path, events):
    read = icalendar.Calendar.from_ical(path.read_bytes())
    for event in read.walk("VEVENT"):
        title = str(event["SUMMARY"])
        expect(title in events, path, "has an event that the site has not:", title)
        expect(type(event.decoded("DTSTART")) is datetime.date, title, "is not all day")
        expect(event.decoded("DTEND") > event.decoded("DTSTART"), title, "ends before it begins")
        if title not in events:
            continue
        known = events[title]
        wanted = {"occurred": "CONFIRMED", "cancelled": "CANCELLED"}.get(known["status"], "TENTATIVE")
        if wanted == "CONFIRMED" and re.search("[?~%]", known["date"]):
            wanted = "TENTATIVE"
        expect(str(event["STATUS"]) == wanted, title, "is", event["STATUS"], "and not", wanted)
        day = re.match(r"(\d{4}-\d\d-\d\d)(T|$)", known["date"])
        if day:
            expect(event.decoded("DTSTART").isoformat() == day[1], title, "is on", event.decoded("DTSTART"))
    return [str(event["UID"]) for event in read.walk("VEVENT")]


def sitemap(site):
    namespace = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = lxml.etree.fromstring(site.bytes("sitemap.xml"))
    schema = lxml.etree.XMLSchema(lxml.etree.parse(SITEMAP_SCHEMA))
    expect(schema.validate(root), "sitemap.xml:", schema.error_log)
    expect(root.tag == f"{namespace}urlset", "sitemap.xml is", root.tag)
    for url in root:
        expect([child.tag.removeprefix(namespace) for child in url] in (["loc"], ["loc", "lastmod"]), "sitemap.xml:", url)
        location = url[0].text
        expect(urlsplit(location).scheme == "https", location, "is no whole URL")
        expect((site.path_of(location) / "index.html").is_file(), "sitemap.xml names", location)


def properties_of(schema, at=""):
    """Every property that a schema names, by its place."""
    if isinstance(schema, dict):
        for name, inner in schema.get("properties", {}).items():
            yield f"{at}/{name}"
            yield from properties_of(inner, f"{at}/{name}")
        for key, inner in schema.items():
            if key in ("items", "additionalProperties", "prefixItems", "oneOf", "anyOf"):
                yield from properties_of(inner, at)
    elif isinstance(schema, list):
        for inner in schema:
            yield from properties_of(inner, at)


def used(value, at=""):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield f"{at}/{name}"
            yield from used(inner, f"{at}/{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from used(inner, at)


def documents(site, name):
    if name == "annotations":
        pages = sorted(path for path in site.folder.rglob("annotations.json") if path.parent.name != "schemas")
        return [json.loads(path.read_text(encoding="utf-8")) for path in pages]
    text = site.text(f"data/{name}.json")
    return [json.loads(line) for line in text.splitlines()] if name == "entities.ftm" else [json.loads(text)]


def schemas(sites):
    files = sorted(sites[0].folder.glob("data/schemas/*.json"))
    expect(len(files) == len(ROWS) + 3, "schemas are missing:", files)
    for file in files:
        schema = json.loads(file.read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        name = file.name.removesuffix(".json")
        seen = set()
        for site in sites:
            read = documents(site, name)
            expect(read, "nothing to validate against", file.name)
            for document in read:
                seen.update(used(document))
                for error in validator.iter_errors(document):
                    problems.append(f"{name}: {error.json_path}: {error.message[:300]}")
        unused = sorted(set(properties_of(schema)) - seen)
        expect(not unused, file.name, "names fields that no site has:", ", ".join(unused))


def main():
    sites = [Site(folder) for folder in sys.argv[1:]]
    for site in sites:
        sheets = spreadsheets(site)
        graphs(site, sheets)
        for read in [follow_the_money, bibliography, feeds, calendars, sitemap]:
            read(site)
    schemas(sites)
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


main()
