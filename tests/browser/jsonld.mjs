// Reads the annotations of built sites as linked data (JSON-LD 1.1), and prints what a reader would not understand.
//
//     node jsonld.mjs FILE...
//
// Each FILE is an AnnotationPage or an AnnotationCollection. Nothing is fetched: of http://www.w3.org/ns/anno.jsonld the
// terms below are written from the Web Annotation Vocabulary (W3C Recommendation of 2017-02-23), appendix A. A key without
// a term is an error, as is one that the recommendation does not let stand where it does. Ends with 1 if anything is printed.
import { readFile } from 'node:fs/promises';
import jsonld from 'jsonld';

const iri = (id) => ({ '@id': id, '@type': '@id' });
const typed = (id, type) => ({ '@id': id, '@type': type });
const vocabulary = (id) => ({ '@id': id, '@type': '@vocab' });
const classes = ['Annotation', 'SpecificResource', 'TextualBody', 'TextQuoteSelector', 'TextPositionSelector', 'RangeSelector'];
const motivations = ['classifying', 'commenting', 'describing', 'editing', 'identifying', 'linking', 'questioning', 'tagging'];
const context = {
  oa: 'http://www.w3.org/ns/oa#',
  as: 'http://www.w3.org/ns/activitystreams#',
  dc: 'http://purl.org/dc/elements/1.1/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  id: '@id',
  type: '@type',
  ...Object.fromEntries([...classes, ...motivations].map((name) => [name, `oa:${name}`])),
  AnnotationCollection: 'as:OrderedCollection',
  AnnotationPage: 'as:OrderedCollectionPage',
  body: iri('oa:hasBody'),
  target: iri('oa:hasTarget'),
  source: iri('oa:hasSource'),
  selector: iri('oa:hasSelector'),
  startSelector: iri('oa:hasStartSelector'),
  endSelector: iri('oa:hasEndSelector'),
  motivation: vocabulary('oa:motivatedBy'),
  purpose: vocabulary('oa:hasPurpose'),
  exact: 'oa:exact',
  prefix: 'oa:prefix',
  suffix: 'oa:suffix',
  start: typed('oa:start', 'xsd:nonNegativeInteger'),
  end: typed('oa:end', 'xsd:nonNegativeInteger'),
  value: 'rdf:value',
  format: 'dc:format',
  language: 'dc:language',
  label: 'rdfs:label',
  items: { '@id': 'as:items', '@type': '@id', '@container': '@list' },
  partOf: iri('as:partOf'),
  first: iri('as:first'),
  total: typed('as:totalItems', 'xsd:nonNegativeInteger'),
  startIndex: typed('as:startIndex', 'xsd:nonNegativeInteger'),
};

const documentLoader = async (url) => {
  if (url !== 'http://www.w3.org/ns/anno.jsonld') throw new Error(`${url} is not to be fetched`);
  return { contextUrl: null, documentUrl: url, document: { '@context': context } };
};

const OA = 'http://www.w3.org/ns/oa#';
const AS = 'http://www.w3.org/ns/activitystreams#';
const VALUE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#value';
const problems = [];

function expect(holds, words) {
  if (!holds) problems.push(words);
}

const is = (node, type) => (node['@type'] ?? []).includes(OA + type);
const count = (node, property) => (node[property] ?? []).length;

function selector(node, at) {
  if (is(node, 'TextQuoteSelector')) return expect(count(node, `${OA}exact`) === 1, `${at}: a quote without its words`);
  if (is(node, 'TextPositionSelector')) {
    const [start, end] = ['start', 'end'].map((name) => node[OA + name]?.[0]['@value']);
    return expect(start >= 0 && end >= start, `${at}: no position: ${start} to ${end}`);
  }
  expect(is(node, 'RangeSelector'), `${at}: an unknown selector`);
  for (const name of ['hasStartSelector', 'hasEndSelector']) {
    expect(count(node, OA + name) === 1, `${at}: a range has one ${name}`);
    (node[OA + name] ?? []).forEach((inner) => selector(inner, at));
  }
}

function annotation(node) {
  const at = node['@id'];
  expect(/^https:\/\/\S+#\S+$/.test(at ?? ''), `an annotation without an IRI: ${at}`);
  expect(is(node, 'Annotation'), `${at} is no annotation`);
  expect(count(node, `${OA}hasTarget`) === 1, `${at} has no target`);
  for (const motivation of node[`${OA}motivatedBy`] ?? []) {
    expect(motivations.some((name) => motivation['@id'] === OA + name), `${at}: an unknown motivation ${motivation['@id']}`);
  }
  for (const body of node[`${OA}hasBody`] ?? []) {
    const resource = is(body, 'SpecificResource') && count(body, `${OA}hasSource`) === 1;
    expect(resource || (is(body, 'TextualBody') && count(body, VALUE) === 1), `${at}: a body that says nothing`);
    expect(count(body, `${OA}hasPurpose`) === 1, `${at}: a body without a purpose`);
  }
  for (const target of node[`${OA}hasTarget`] ?? []) {
    if (!is(target, 'SpecificResource')) continue;
    expect(count(target, `${OA}hasSource`) === 1, `${at}: a target without its page`);
    target[`${OA}hasSelector`]?.forEach((inner) => selector(inner, at));
  }
}

function page(node, file) {
  const items = node[`${AS}items`]?.[0]?.['@list'] ?? [];
  items.forEach(annotation);
  const ids = new Set(items.map((item) => item['@id']));
  expect(ids.size === items.length, `${file}: two annotations have one IRI`);
  return items.length;
}

let annotations = 0;
for (const file of process.argv.slice(2)) {
  const written = JSON.parse(await readFile(file, 'utf8'));
  // Safe mode refuses keys and values that would be dropped.
  const [whole] = await jsonld.expand(written, { documentLoader, safe: true });
  await jsonld.toRDF(written, { documentLoader, safe: true, format: 'application/n-quads' });
  const collection = whole[`${AS}partOf`]?.[0] ?? whole;
  const first = whole[`${AS}partOf`] ? whole : whole[`${AS}first`][0];
  expect(collection['@type'][0] === `${AS}OrderedCollection`, `${file}: no collection`);
  expect(first['@type'][0] === `${AS}OrderedCollectionPage`, `${file}: no page`);
  const total = collection[`${AS}totalItems`]?.[0]['@value'];
  const found = page(first, file);
  expect(total === found, `${file} tells of ${total} annotations and has ${found}`);
  annotations += found;
}
expect(annotations > 0, 'there are no annotations');
problems.forEach((problem) => console.log(problem));
process.exit(problems.length > 0 ? 1 : 0);
