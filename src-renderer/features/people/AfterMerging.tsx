/** What exactly will happen when two records become one: in sentences, before anything is done. */
import type { DuplicatePage } from '#shared/rpc/duplicate-shapes.ts';
import { sayBenefits, sayCodes } from '../../text/codes.ts';
import { sayDate } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { type FieldGroup, filesAfter, type Merging, otherSide, sideOf, takenGroups } from './pair.ts';
import { sayPlaceOf } from './words.ts';

interface AfterMergingProps {
  readonly page: DuplicatePage;
  readonly work: { readonly groups: readonly FieldGroup[]; readonly merging: Merging };
  readonly today: string;
}

export function AfterMerging({ page, work: { groups, merging }, today }: AfterMergingProps) {
  const kept = sideOf(page, merging.kept);
  const given = sideOf(page, otherSide(merging.kept));
  const taken = takenGroups(groups, merging);
  const { moved, twice, date } = filesAfter(kept, given);
  const { name, idNumberMasked } = kept.person;
  const sentences = [
    t('people.pairs.afterKept', { name, place: sayPlaceOf(kept), number: idNumberMasked }),
    taken.length > 0
      ? t('people.pairs.afterTaken', { groups: sayCodes('group', taken) })
      : t('people.pairs.afterNothingTaken'),
    moved > 0 && t('people.pairs.afterFiles', { n: moved }),
    twice.length > 0 &&
      date &&
      t('people.pairs.afterTwice', { benefits: sayBenefits(twice), date: sayDate(date, today) }),
    given.active.length > 0 && t('people.pairs.afterActive', { benefits: sayBenefits(given.active) }),
    given.papers > 0 && t('people.pairs.afterPapers', { n: given.papers }),
    t('people.pairs.afterMoney'),
    t('people.pairs.afterGiven'),
  ].filter((sentence) => sentence !== false && sentence !== null && sentence !== '');
  return (
    <section className="after" aria-live="polite">
      <h3>{t('people.pairs.after')}</h3>
      <ul>
        {sentences.map((sentence) => (
          <li key={String(sentence)}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}
