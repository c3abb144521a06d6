/** Which acts were given which number, in every file that a desk has or had. Where a disk was copied or put back, two may have been given the
 *  same: one of them is judged under it, the other one under another (IN5, IN7). For the oracle, which knows no files.             */
import type { SimDesk } from './desk.ts';

interface ActRow {
  readonly device: number;
  readonly number: number;
  readonly act: string;
  readonly past: string | null;
}

/** Each number that an act has or had, as `device/number`, with the act: the same form sent off at two disks is two. */
function givenIn({ reading }: SimDesk): [string, string][] {
  return reading
    .all<ActRow>(
      "SELECT device, number, form_id || ' ' || json_extract(frame, '$.madeAt') AS act, past FROM act",
    )
    .flatMap(({ act, past, ...now }) => {
      const before = JSON.parse(past ?? '[]') as { why: string; device: number; number: number }[];
      const names = [now, ...before.filter(({ why }) => why === 'renumbered')];
      return names.map(({ device, number }): [string, string] => [`${device}/${number}`, act]);
    });
}

export class GivenNumbers {
  private readonly gone: [string, string][] = [];

  /** Its file is about to be lost. */
  lose(desk: SimDesk): void {
    this.gone.push(...givenIn(desk));
  }

  isOfTwo(desks: readonly SimDesk[], key: string): boolean {
    const given = [...this.gone, ...desks.flatMap(givenIn)].filter(([name]) => name === key);
    return new Set(given.map(([, act]) => act)).size > 1;
  }
}
