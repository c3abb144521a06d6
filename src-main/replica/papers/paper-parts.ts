/** Files on their way from a window, part by part: one long message would hold up every other call and be held several times over. Parts come
 *  in order under the name of their form; nothing is kept on the disk before the file is whole and looked at.
 *  PP1 a form holds no more than a file may.  PP2 forms that were left lie no longer than a few minutes, and there are few of them. */
import type { Clock } from '#shared/base/clock.ts';
import { PAPER_LIMITS } from '#shared/domain/paper-limits.ts';

const FORMS_MAX = 4;
const LEFT_MS = 300_000;

interface Form {
  readonly parts: Buffer[];
  length: number;
  lastMs: number;
}

export class PaperParts {
  private readonly forms = new Map<string, Form>();
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Takes a part that begins at byte `at`. One that does not follow on what is there, or is too much, ends its form. */
  take(formId: string, at: number, part: Buffer): void {
    this.forgetLeft();
    const form = at === 0 ? { parts: [], length: 0, lastMs: 0 } : this.forms.get(formId);
    this.forms.delete(formId);
    // One byte more than a file may have is kept, so that the look at it says why it is refused.
    if (!form || form.length !== at || at > PAPER_LIMITS.fileBytes) return;
    form.parts.push(part);
    form.length += part.length;
    form.lastMs = this.clock.now();
    this.forms.set(formId, form);
    if (this.forms.size > FORMS_MAX) this.forms.delete(this.forms.keys().next().value as string);
  }

  /** The whole file of a form, which is over with that; empty when nothing came. */
  whole(formId: string): Buffer {
    const form = this.forms.get(formId);
    this.forms.delete(formId);
    return form ? Buffer.concat(form.parts, form.length) : Buffer.alloc(0);
  }

  private forgetLeft(): void {
    const before = this.clock.now() - LEFT_MS;
    for (const [formId, { lastMs }] of this.forms) if (lastMs < before) this.forms.delete(formId);
  }
}
