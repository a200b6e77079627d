// The forms of what an annotation says.
//
// In: a kind, the words that are annotated, and what is there already. Out: the fields, and the bodies that they mean.
import { el } from './dom.js';
import { Combobox } from './combobox.js';

export const KINDS = ['entity', 'event', 'claim', 'relation', 'note', 'source'];

/** Makes the form of a kind: {fields, first, read()}; read gives {bodies, define} or throws words for the writer. */
export function form(kind, context) {
  return { entity, event, claim, relation, note, source }[kind](context);
}

/** A labelled input. */
function input(label, { value = '', hint = '', type = 'text', options = null, required = false } = {}) {
  const id = `options-${Math.random().toString(36).slice(2)}`;
  const field = el('input', { type, value, placeholder: hint, autocomplete: 'off', required, spellcheck: false });
  if (options) field.setAttribute('list', id);
  const list = options && el('datalist', { id }, options.map(({ id: value, text }) => el('option', { value }, text)));
  return { element: el('label.field', {}, el('span', {}, label), field, list), field, get value() { return field.value.trim(); } };
}

/** A labelled choice; the first, empty one is the default. */
function select(label, choices, value = '', empty = '') {
  const known = !value || choices.some(({ id }) => id === value);
  const options = [{ id: '', text: empty }, ...(known ? [] : [{ id: value, text: value }]), ...choices];
  const field = el('select', {}, options.map(({ id, text }) => el('option', { value: id, selected: id === value }, text)));
  return { element: el('label.field', {}, el('span', {}, label), field), field, get value() { return field.value; } };
}

function chosen(field, label, words) {
  if (!field.value) throw new Error(`${label}: ${words.nothing_chosen}`);
  return field.value;
}

function list(text) {
  return text.split(/[,，、\s]+/u).filter(Boolean);
}

/** Fields of a map: what is empty is taken out of an old one and left out of a new one. */
function fields(entries, old) {
  const kept = Object.entries(entries).filter(([key, value]) => value !== '' || old?.[key] !== undefined);
  return Object.fromEntries(kept.map(([key, value]) => [key, value === '' ? null : value]));
}

function entity({ preview, quote, old, vocabulary }) {
  const { words } = preview;
  const extra = (text) => [
    ...(old ? [] : [{ id: '+', name: words.new_entity(text || quote), shown: text || quote }]),
    { id: 'none', name: words.not_entity },
  ];
  const name = input(words.name, { value: quote });
  const id = input(words.id, { value: proposed(quote), hint: words.id_hint });
  const type = select(words.type, vocabulary.types, 'Company');
  const more = el('div.more', { hidden: true }, name.element, id.element, type.element);
  const box = new Combobox(preview, 'entity', {
    label: words.entity, value: typeof old === 'string' ? old : '', extra,
    onchoose: (hit) => {
      more.hidden = hit.id !== '+';
      if (hit.id === '+') {
        name.field.value = hit.shown;
        id.field.value = proposed(hit.shown);
        (id.value ? type.field : id.field).focus();
      }
    },
  });
  if (!old) box.input.value = quote.length <= 20 ? quote : '';
  return {
    fields: [box.element, more],
    first: box.input,
    read() {
      const value = chosen(box, words.entity, words);
      if (value !== '+') return { bodies: { entity: value } };
      const define = { id: chosen(id, words.id, words), type: chosen(type, words.type, words), name: chosen(name, words.name, words) };
      return { bodies: { entity: define.id }, define };
    },
  };
}

/** An id of Latin words; other scripts are ids as they are. */
function proposed(name) {
  return name.trim().toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '');
}

function event({ preview, quote, old, vocabulary }) {
  const { words } = preview;
  const map = typeof old === 'object' && old ? old : {};
  const title = input(words.title, { value: local(map.title) ?? (old ? '' : quote) });
  const date = input(words.date, { value: map.date ?? '', hint: words.date_hint });
  const kind = select(words.kind, vocabulary.event_kinds, map.kind ?? '', words.optional);
  const plain = !map.entities || Array.isArray(map.entities) || typeof map.entities === 'string';
  const entities = input(words.entities, { value: plain ? [map.entities ?? []].flat().join(', ') : '', hint: words.entities_hint });
  const status = select(words.status, vocabulary.event_statuses, map.status ?? '', words.reported);
  const own = el('div.more', {}, title.element, date.element, kind.element, plain && entities.element, status.element);
  const known = new Combobox(preview, 'event', {
    label: `${words.existing} (${words.existing_hint})`, value: typeof old === 'string' ? old : '',
    onchoose: () => { own.hidden = true; },
  });
  own.hidden = typeof old === 'string';
  known.input.addEventListener('input', () => { own.hidden = false; });
  return {
    fields: [own, known.element],
    first: old ? title.field : date.field,
    read() {
      if (known.id) return { bodies: { event: known.id } };
      const ids = list(entities.value);
      const entries = { title: title.value, date: date.value, kind: kind.value, status: status.value };
      // A title in several languages stays as it is.
      if (typeof map.title === 'object') delete entries.title;
      if (plain) entries.entities = ids.length ? ids : '';
      return { bodies: { event: fields(entries, old && map) } };
    },
  };
}

function local(words) {
  return words && typeof words === 'object' ? Object.values(words)[0] : words;
}

function claim({ preview, old, vocabulary }) {
  const { words } = preview;
  const map = typeof old === 'object' && old && !Array.isArray(old) ? old : {};
  const subject = new Combobox(preview, 'entity', { label: words.subject, value: map.subject ?? '' });
  const measure = input(words.measure, { value: map.measure ?? '', options: vocabulary.measures });
  const range = Array.isArray(map.value) ? `[${map.value.map((end) => end ?? 'null').join(', ')}]` : map.value;
  const value = input(words.value, { value: range ?? '', hint: words.value_hint });
  const unit = input(words.unit, { value: map.unit ?? '', options: vocabulary.units.map((id) => ({ id, text: id })) });
  const bound = select(words.bound, vocabulary.bounds, map.bound ?? '', words.optional);
  const asOf = input(words.as_of, { value: map.as_of ?? '', hint: words.date_hint });
  const status = select(words.status, vocabulary.claim_statuses, map.status ?? '', words.reported);
  const text = input(words.text, { value: local(map.text) ?? '' });
  return {
    fields: [subject.element, measure.element, el('div.row', {}, value.element, unit.element), bound.element, asOf.element,
      status.element, text.element],
    first: subject.input,
    read() {
      const entries = {
        subject: chosen(subject, words.subject, words), measure: chosen(measure, words.measure, words),
        value: figure(value.value), unit: unit.value, bound: bound.value, as_of: asOf.value, status: status.value, text: text.value,
      };
      if (typeof map.text === 'object') delete entries.text;
      return { bodies: { claim: fields(entries, old && map) } };
    },
  };
}

/** A number as written, or a range; separators of thousands are left out. */
function figure(text) {
  const plain = text.replace(/(?<=\d)[,，_](?=\d{3})/gu, '');
  const range = /^\[\s*([^,\s]+)\s*[,，]\s*([^,\s]+)\s*\]$/u.exec(plain);
  return range ? [range[1], range[2]].map((end) => (end === 'null' ? null : end)) : plain;
}

function relation({ preview, old, vocabulary }) {
  const { words } = preview;
  const map = typeof old === 'object' && old && !Array.isArray(old) ? old : {};
  const subject = new Combobox(preview, 'entity', { label: words.subject, value: map.subject ?? '' });
  const predicate = select(words.predicate, vocabulary.predicates, map.predicate ?? '', words.nothing_chosen);
  const object = new Combobox(preview, 'entity', { label: words.object, value: [map.object ?? []].flat().join(', '), free: true });
  const valid = input(words.valid, { value: map.valid ?? '', hint: words.date_hint });
  const status = select(words.status, vocabulary.claim_statuses, map.status ?? '', words.reported);
  return {
    fields: [subject.element, predicate.element, object.element, valid.element, status.element],
    first: subject.input,
    read() {
      const objects = list(chosen(object, words.object, words));
      const entries = {
        subject: chosen(subject, words.subject, words), predicate: chosen(predicate, words.predicate, words),
        object: objects.length === 1 ? objects[0] : objects, valid: valid.value, status: status.value,
      };
      return { bodies: { relation: fields(entries, old && map) } };
    },
  };
}

function note({ preview, old, bodies, vocabulary }) {
  const { words } = preview;
  const text = el('textarea', { rows: 4, value: local(old) ?? '' });
  const kind = select(words.kind, vocabulary.note_kinds, bodies?.kind ?? '', words.reported);
  return {
    fields: [el('label.field', {}, el('span', {}, words.note_text), text), kind.element],
    first: text,
    read() {
      if (!text.value.trim()) throw new Error(`${words.note_text}: ${words.nothing_chosen}`);
      const said = { note: text.value.replace(/\s+$/, '') };
      if (kind.value || bodies?.kind) said.kind = kind.value || null;
      return { bodies: said };
    },
  };
}

function source({ preview, old }) {
  const { words } = preview;
  const map = typeof old === 'object' && old && !Array.isArray(old) ? old : {};
  const ref = new Combobox(preview, 'source', { label: words.source, value: typeof old === 'string' ? old : map.ref ?? '' });
  const via = new Combobox(preview, 'source', { label: `${words.via} (${words.optional})`, value: typeof map.via === 'string' ? map.via : '' });
  const speaker = input(`${words.speaker} (${words.optional})`, { value: typeof map.speaker === 'string' ? map.speaker : '' });
  return {
    fields: [ref.element, via.element, speaker.element],
    first: ref.input,
    read() {
      if (!via.value && !speaker.value && typeof old !== 'object') return { bodies: { source: chosen(ref, words.source, words) } };
      const entries = { ref: ref.value, via: via.value, speaker: speaker.value };
      if (typeof map.via === 'object') delete entries.via;
      return { bodies: { source: fields(entries, old && map) } };
    },
  };
}
