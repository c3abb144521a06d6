/** JSON as columns of bytes: values of one kind that stand in the same place of many alike objects are written one after another, whole
 *  numbers as differences, instants and dates as numbers, texts that come often once. What is left is little, and packs well (SPEC CB1–CB4).
 *  Generic: it knows nothing of frames but a list of words, which makes small messages small.
 *  CB1 unpack(pack(x)) is x, for whatever JSON can say.  CB2 what is not of this form is refused, with a PackError.
 *  CB3 neither end makes more than VALUES_MAX values or goes deeper than DEPTH_MAX.  CB4 the same value is the same bytes.             */
import type { Json } from '../base/canonical.ts';
import { PackError, Reader, Writer } from './pack-bytes.ts';
import {
  CLASSES,
  classOf,
  dateDays,
  dayText,
  hexBytes,
  instantMs,
  instantOf,
  KIND,
  type ValueClass,
} from './pack-kinds.ts';

export { PackError } from './pack-bytes.ts';

export const DEPTH_MAX = 100;
export const VALUES_MAX = 2 ** 21;
/** First byte of what is packed: the form it is in. */
const FORM = 1;
/** A tuple of more places is a list. */
const TUPLE_MAX = 32;
/** Fewer texts are not worth a list of the different ones. */
const DISTINCT_FROM = 4;

type Column = readonly Json[];
type Fields = Readonly<Record<string, Json | undefined>>;

class Packer {
  private readonly writer = new Writer();
  private readonly words: ReadonlyMap<string, number>;
  private values = 0;

  constructor(words: readonly string[]) {
    this.words = new Map(words.map((word, at) => [word, at]));
  }

  whole(value: Json): Uint8Array {
    this.writer.byte(FORM);
    this.column([value], 0);
    return this.writer.bytes();
  }

  private column(values: Column, depth: number): void {
    if (!values.length) return;
    this.values += values.length;
    if (depth > DEPTH_MAX || this.values > VALUES_MAX) throw new PackError('too much to pack');
    const classes = values.map(classOf);
    const kinds = [...new Set(classes)].sort((a, b) => a - b);
    if (kinds.length === 1) return this.ofClass(kinds[0] as ValueClass, values, depth);
    this.writer.byte(KIND.mixed);
    this.writer.count(kinds.length);
    for (const each of classes) this.writer.byte(kinds.indexOf(each));
    for (const kind of kinds) {
      this.ofClass(
        kind,
        values.filter((_, at) => classes[at] === kind),
        depth,
      );
    }
  }

  /** A column of one class. */
  private ofClass(kind: ValueClass, values: Column, depth: number): void {
    switch (kind) {
      case CLASSES.null:
        return this.writer.byte(KIND.null);
      case CLASSES.false:
        return this.writer.byte(KIND.false);
      case CLASSES.true:
        return this.writer.byte(KIND.true);
      case CLASSES.whole:
        return this.numbers(values as readonly number[]);
      case CLASSES.number:
        this.writer.byte(KIND.floats);
        for (const value of values) this.writer.float(value as number);
        return;
      case CLASSES.text:
        return this.texts(values as readonly string[]);
      case CLASSES.list:
        return this.lists(values as readonly Column[], depth);
      case CLASSES.object:
        return this.objects(values as readonly Fields[], depth);
    }
  }

  /** As they are or as differences, whichever is shorter. */
  private numbers(values: readonly number[]): void {
    const steps = values.map((value, at) => value - (at ? (values[at - 1] as number) : 0));
    const length = (all: readonly number[]) => all.reduce((sum, each) => sum + Writer.lengthOf(each), 0);
    const isStepped = length(steps) < length(values) || steps.slice(1).every((step) => step === steps[1]);
    this.writer.byte(isStepped ? KIND.steps : KIND.wholes);
    for (const each of isStepped ? steps : values) this.writer.whole(each);
  }

  private texts(values: readonly string[]): void {
    const instants = instantMs(values);
    const days = instants ? null : dateDays(values);
    if (instants ?? days) {
      this.writer.byte(instants ? KIND.instants : KIND.days);
      return this.numbers((instants ?? days) as readonly number[]);
    }
    const hex = hexBytes(values);
    if (hex) {
      this.writer.byte(KIND.hex);
      this.writer.count((hex[0] as Uint8Array).length);
      for (const bytes of hex) this.writer.raw(bytes);
      return;
    }
    const different = [...new Set(values)];
    if (values.length >= DISTINCT_FROM && different.length <= values.length / 2) {
      this.writer.byte(KIND.repeated);
      this.writer.count(different.length);
      this.plainTexts(different);
      const places = new Map(different.map((text, at) => [text, at]));
      for (const value of values) this.writer.count(places.get(value) as number);
      return;
    }
    this.writer.byte(KIND.texts);
    this.plainTexts(values);
  }

  /** Lengths, then the texts in a row; a known word is its number. 0 and up: a length, doubled; odd: a word. */
  private plainTexts(values: readonly string[]): void {
    const written: Uint8Array[] = [];
    for (const value of values) {
      const word = this.words.get(value);
      if (word !== undefined) {
        this.writer.count(word * 2 + 1);
        continue;
      }
      const bytes = Writer.textBytes(value);
      this.writer.count(bytes.length * 2);
      written.push(bytes);
    }
    for (const bytes of written) this.writer.raw(bytes);
  }

  /** Lists of one length whose places hold different things are tuples: a column a place. Others are their lengths and all items. */
  private lists(values: readonly Column[], depth: number): void {
    const [first] = values as [Column, ...Column[]];
    const isEven = values.every(({ length }) => length === first.length);
    const isMany = values.length > 1 || new Set(first.map(classOf)).size > 1;
    if (isEven && isMany && first.length > 0 && first.length <= TUPLE_MAX) {
      this.writer.byte(KIND.tuples);
      this.writer.count(first.length);
      for (let place = 0; place < first.length; place++)
        this.column(
          values.map((value) => value[place] ?? null),
          depth + 1,
        );
      return;
    }
    this.writer.byte(KIND.lists);
    for (const { length } of values) this.writer.count(length);
    this.column(
      values.flatMap((value) => Array.from(value, (item) => item ?? null)),
      depth + 1,
    );
  }

  /** A list of fields that is a word of its own, or its length, doubled, and the names. */
  private names(names: readonly string[]): void {
    const isPlain = names.length > 1 && !names.some((name) => name.includes(' '));
    const word = isPlain ? this.words.get(names.join(' ')) : undefined;
    if (word !== undefined) return this.writer.count(word * 2 + 1);
    this.writer.count(names.length * 2);
    this.plainTexts(names);
  }

  /** By the names of their fields: those that have the same ones, in the same order, share columns. */
  private objects(values: readonly Fields[], depth: number): void {
    const shapes = new Map<string, { readonly names: readonly string[]; readonly rows: Fields[] }>();
    const order: string[] = [];
    for (const value of values) {
      const names = Object.keys(value).filter((name) => value[name] !== undefined);
      const key = JSON.stringify(names);
      const shape = shapes.get(key) ?? { names, rows: [] };
      shapes.set(key, shape);
      shape.rows.push(value);
      order.push(key);
    }
    const keys = [...shapes.keys()];
    this.writer.byte(KIND.objects);
    this.writer.count(keys.length);
    for (const { names } of shapes.values()) this.names(names);
    const places = new Map(keys.map((key, at) => [key, at]));
    if (keys.length > 1) for (const key of order) this.writer.count(places.get(key) as number);
    for (const { names, rows } of shapes.values()) {
      for (const name of names)
        this.column(
          rows.map((row) => row[name] as Json),
          depth + 1,
        );
    }
  }
}

class Unpacker {
  private readonly reader: Reader;
  private readonly words: readonly string[];
  private values = 0;

  constructor(bytes: Uint8Array, words: readonly string[]) {
    this.reader = new Reader(bytes);
    this.words = words;
  }

  whole(): Json {
    if (this.reader.byte() !== FORM) throw new PackError('packed in another form');
    const [value] = this.column(1, 0);
    this.reader.end();
    return value as Json;
  }

  private column(count: number, depth: number): Json[] {
    if (!count) return [];
    this.values += count;
    if (depth > DEPTH_MAX || this.values > VALUES_MAX) throw new PackError('more than anybody packs');
    const kind = this.reader.byte();
    return kind === KIND.mixed ? this.mixed(count, depth) : this.ofKind(kind, count, depth);
  }

  private mixed(count: number, depth: number): Json[] {
    const kinds = this.reader.count(Object.keys(CLASSES).length);
    const places = Array.from({ length: count }, () => this.reader.byte());
    const parts = Array.from({ length: kinds }, (_, kind) => {
      const own = places.filter((place) => place === kind).length;
      return own ? this.ofKind(this.reader.byte(), own, depth) : [];
    });
    const next = parts.map(() => 0);
    return places.map((place) => {
      const at = next[place];
      if (at === undefined) throw new PackError('a value of no class');
      next[place] = at + 1;
      return parts[place]?.[at] as Json;
    });
  }

  private ofKind(kind: number, count: number, depth: number): Json[] {
    switch (kind) {
      case KIND.null:
        return Array.from({ length: count }, () => null);
      case KIND.false:
        return Array.from({ length: count }, () => false);
      case KIND.true:
        return Array.from({ length: count }, () => true);
      case KIND.wholes:
      case KIND.steps:
        return this.numbers(kind, count);
      case KIND.floats:
        return Array.from({ length: count }, () => this.reader.float());
      case KIND.instants:
        return this.numbers(this.reader.byte(), count).map(instantOf);
      case KIND.days:
        return this.numbers(this.reader.byte(), count).map(dayText);
      case KIND.hex:
        return this.hex(count);
      case KIND.texts:
        return this.plainTexts(count);
      case KIND.repeated: {
        const different = this.plainTexts(this.reader.count(count));
        return Array.from({ length: count }, () => this.oneOf(different));
      }
      case KIND.tuples:
        return this.tuples(count, depth);
      case KIND.lists:
        return this.lists(count, depth);
      case KIND.objects:
        return this.objects(count, depth);
      default:
        throw new PackError('a column of no kind');
    }
  }

  private oneOf<T>(all: readonly T[]): T {
    const found = all[this.reader.count(all.length - 1)];
    if (found === undefined) throw new PackError('one of none');
    return found;
  }

  private numbers(kind: number, count: number): number[] {
    if (kind !== KIND.wholes && kind !== KIND.steps) throw new PackError('no numbers');
    let last = 0;
    return Array.from({ length: count }, () => {
      const read = this.reader.whole();
      last = kind === KIND.steps ? last + read : read;
      if (!Number.isSafeInteger(last)) throw new PackError('a number that is too large');
      return last;
    });
  }

  private hex(count: number): string[] {
    const length = this.reader.count();
    return Array.from({ length: count }, () => {
      const bytes = this.reader.raw(length);
      return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    });
  }

  private plainTexts(count: number): string[] {
    const lengths = Array.from({ length: count }, () => this.reader.count());
    return lengths.map((length) => {
      return length % 2 ? this.word(length) : this.reader.text(length / 2);
    });
  }

  private names(): string[] {
    const length = this.reader.count(VALUES_MAX);
    return length % 2 ? this.word(length).split(' ') : this.plainTexts(length / 2);
  }

  private word(code: number): string {
    const word = this.words[(code - 1) / 2];
    if (word === undefined) throw new PackError('a word that is not known here');
    return word;
  }

  private tuples(count: number, depth: number): Json[] {
    const places = this.reader.count(TUPLE_MAX);
    const columns = Array.from({ length: places }, () => this.column(count, depth + 1));
    return Array.from({ length: count }, (_, at) => columns.map((column) => column[at] as Json));
  }

  private lists(count: number, depth: number): Json[] {
    const lengths = Array.from({ length: count }, () => this.reader.count(VALUES_MAX));
    const total = lengths.reduce((sum, length) => sum + length, 0);
    const items = this.column(total, depth + 1);
    let from = 0;
    return lengths.map((length) => items.slice(from, (from += length)));
  }

  private objects(count: number, depth: number): Json[] {
    const shapes = Array.from({ length: this.reader.count(count) }, () => {
      const names = this.names();
      if (new Set(names).size !== names.length) throw new PackError('a field twice');
      return names;
    });
    const places = shapes.map((_, at) => at);
    const order = Array.from({ length: count }, () => (shapes.length === 1 ? 0 : this.oneOf(places)));
    const counts = shapes.map(() => 0);
    for (const place of order) counts[place] = (counts[place] as number) + 1;
    const rows = shapes.map((names, at) => {
      const own = counts[at] as number;
      const columns = names.map((name) => [name, this.column(own, depth + 1)] as const);
      return Array.from({ length: own }, (_, row) =>
        Object.fromEntries(columns.map(([name, column]) => [name, column[row] as Json])),
      );
    });
    const next = shapes.map(() => 0);
    return order.map((place) => rows[place]?.[(next[place] as number)++] as Json);
  }
}

/** Packs a value. `words`: texts that both ends know by number; the list is part of the form. Throws PackError past the limits. */
export function pack(value: Json, words: readonly string[] = []): Uint8Array {
  return new Packer(words).whole(value);
}

/** Unpacks what `pack` made with the same words. Throws PackError on anything else. */
export function unpack(bytes: Uint8Array, words: readonly string[] = []): Json {
  return new Unpacker(bytes, words).whole();
}
