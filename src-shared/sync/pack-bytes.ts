/** Bytes of what is packed (pack.ts): whole numbers of as many bytes as they need, texts in UTF-8 that keeps even half of a pair of
 *  surrogates, which JSON can hold. What is read is never believed: whatever is not there, or too large, is a PackError.            */

/** What came was not made by our packer, or is more than it packs. */
export class PackError extends Error {}

/** Beyond, a number is written as a float: so that the difference of two is still exact. */
export const WHOLE_MAX = 2 ** 51;
const PLACE = 128;

export class Writer {
  private buffer = new Uint8Array(256);
  private length = 0;

  private room(more: number): void {
    if (this.length + more <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(this.buffer.length * 2, this.length + more));
    larger.set(this.buffer);
    this.buffer = larger;
  }

  byte(value: number): void {
    this.room(1);
    this.buffer[this.length++] = value;
  }

  raw(bytes: Uint8Array): void {
    this.room(bytes.length);
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** 0 and up, seven bits a byte. */
  count(value: number): void {
    let rest = value;
    for (; rest >= PLACE; rest = Math.floor(rest / PLACE)) this.byte((rest % PLACE) + PLACE);
    this.byte(rest);
  }

  /** Any whole number: doubled, odd when negative. */
  whole(value: number): void {
    this.count(value < 0 ? -2 * value - 1 : 2 * value);
  }

  float(value: number): void {
    this.raw(new Uint8Array(new Float64Array([value]).buffer));
  }

  bytes(): Uint8Array {
    return this.buffer.slice(0, this.length);
  }

  /** How many bytes `whole` takes. */
  static lengthOf(value: number): number {
    let bytes = 1;
    for (let rest = Math.abs(value) * 2; rest >= PLACE; rest /= PLACE) bytes++;
    return bytes;
  }

  static textBytes(text: string): Uint8Array {
    const bytes: number[] = [];
    for (let at = 0; at < text.length; at++) {
      const code = text.codePointAt(at) as number;
      if (code < 0x80) bytes.push(code);
      else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
      else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
      else {
        at++;
        bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63));
        bytes.push(0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
      }
    }
    return new Uint8Array(bytes);
  }
}

export class Reader {
  private readonly bytes: Uint8Array;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  byte(): number {
    const value = this.bytes[this.at++];
    if (value === undefined) throw new PackError('it breaks off');
    return value;
  }

  raw(length: number): Uint8Array {
    if (length > this.bytes.length - this.at) throw new PackError('it breaks off');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  count(most = Number.MAX_SAFE_INTEGER): number {
    let [value, place] = [0, 1];
    for (;;) {
      const byte = this.byte();
      value += (byte % PLACE) * place;
      if (value > most) throw new PackError('a count that is too large');
      if (byte < PLACE) return value;
      place *= PLACE;
      if (place > Number.MAX_SAFE_INTEGER) throw new PackError('a number without end');
    }
  }

  whole(): number {
    const value = this.count(4 * WHOLE_MAX);
    return value % 2 ? -(value + 1) / 2 : value / 2;
  }

  float(): number {
    // A copy of its own: the slice of a Buffer lies somewhere in a larger one.
    const value = new Float64Array(Uint8Array.from(this.raw(8)).buffer)[0] as number;
    if (!Number.isFinite(value)) throw new PackError('no number of JSON');
    return value;
  }

  /** The exact reverse of `textBytes`; another way to write the same text is refused. */
  text(length: number): string {
    const bytes = this.raw(length);
    const units: string[] = [];
    for (let at = 0; at < bytes.length; ) {
      const lead = bytes[at] as number;
      const more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
      let code = lead & (more ? 0x3f >> more : 0x7f);
      for (let next = 1; next <= more; next++) {
        const byte = bytes[at + next] ?? 0;
        if ((byte & 0xc0) !== 0x80) throw new PackError('no text');
        code = code * 64 + (byte & 63);
      }
      const least = [0, 0x80, 0x800, 0x10000][more] as number;
      if (code < least || code > 0x10ffff || (lead >= 0x80 && lead < 0xc0) || lead > 0xf7)
        throw new PackError('no text');
      units.push(String.fromCodePoint(code));
      at += more + 1;
    }
    return units.join('');
  }

  end(): void {
    if (this.at !== this.bytes.length) throw new PackError('more than was packed');
  }
}
