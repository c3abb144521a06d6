/** Whom a search means and who has moved away: 已迁往 X 苏木（日期）. What is theirs is there now. */
import type { DepartedPerson } from '#shared/rpc/desk-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { useSession } from '../../data/session.ts';
import { sayDate } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';
import { Icon } from '../../ui/icon/Icon.tsx';

/** 已迁往东风镇（11月20日） */
export function sayDeparted(
  { township, on }: Pick<DepartedPerson, 'township' | 'on'>,
  today: string,
): string {
  return on
    ? t('cases.departed.on', { township, date: sayDate(on, today) })
    : t('cases.departed.plain', { township });
}

function Lines({ people }: { people: readonly DepartedPerson[] | undefined }) {
  const today = useSession()?.today ?? '';
  if (!people?.length) return null;
  return (
    <ul className="departed-lines">
      {people.map((person) => (
        <li key={person.personId}>
          <Icon name="transfer" />
          <span>
            <b>{person.name}</b> {sayDeparted(person, today)}
            <span className="faint"> {t('cases.departed.there')}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

export function DepartedLines({ text }: { text: string }) {
  const people = useLive(['cases'], ['cases.departed', text], () => desk().cases.departed({ text }), {
    enabled: text !== '',
    keepOld: true,
  }).data;
  return text === '' ? null : <Lines people={people} />;
}

/** The same for one person whose page was asked for. */
export function DepartedPersonLine({ personId }: { personId: number }) {
  const people = useLive(['cases'], ['cases.departed', personId], () =>
    desk().cases.departed({ personId }),
  ).data;
  return <Lines people={people} />;
}
