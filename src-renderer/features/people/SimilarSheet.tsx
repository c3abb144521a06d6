/** What is typed beside the record it may be, over the form: read, decide, and back to where the hand was. Esc leaves everything as it is. */
import { useEffect, useId, useRef } from 'react';
import type { Comparison, SimilarPerson } from '#shared/rpc/duplicate-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { useSession } from '../../data/session.ts';
import { sayBenefits } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { focusField } from '../../ui/FormField.tsx';
import { Icon } from '../../ui/icon/Icon.tsx';
import { useKeys } from '../../ui/keys.ts';
import { goTo } from '../../ui/route.ts';
import type { Intake } from '../intake/use-intake.ts';
import { CompareTable, fieldLine, type LineGroup } from './CompareTable.tsx';
import { typedPersonOf } from './typed.ts';
import { sayWay, type Similar, waysOf } from './use-similar.ts';
import { sayFile, sayPlaceOf, sayRegistered } from './words.ts';

interface SimilarSheetProps {
  readonly intake: Intake;
  readonly similar: Similar;
}

function linesOf({ fields, record }: Comparison, asked: string, today: string): LineGroup[] {
  const files = record.files.map((file) => sayFile(file, today));
  const nothing = <span className="faint">{t('people.compare.nothing')}</span>;
  return [
    {
      key: 'fields',
      // What is not typed yet says nothing.
      lines: fields.map(({ field, typed, record: stands }) => ({
        ...fieldLine(field, typed, stands),
        ...(typed === null && { differs: undefined }),
      })),
    },
    {
      key: 'holdings',
      lines: [
        {
          key: 'files',
          label: t('people.compare.files'),
          left: asked || nothing,
          right: files.length > 0 ? files.map((file) => <div key={file}>{file}</div>) : nothing,
        },
        {
          key: 'active',
          label: t('people.compare.active'),
          left: nothing,
          right: record.active.length > 0 ? sayBenefits(record.active) : nothing,
        },
      ],
    },
  ];
}

function sayNumbers(person: SimilarPerson): string {
  if (person.keptIn !== null) return t('people.similar.keptIn', { township: person.keptIn });
  if (person.ground === 'merged-id') return t('people.sheet.mergedNumber');
  const isSame = person.ground === 'same-id' || person.ground === 'old-and-new-id';
  return t(isSame ? 'people.sheet.sameNumber' : 'people.sheet.otherNumber');
}

function Ways({ person, intake, similar }: SimilarSheetProps & { person: SimilarPerson }) {
  const ways = waysOf(person, intake.form.idNumber);
  const { personId } = person;
  const acts = {
    is: () => void similar.fill(personId, false),
    useTheirs: () => void similar.fill(personId, true),
    useMine: () => goTo({ screen: 'people', correct: personId }),
    mend: () => {
      similar.close();
      requestAnimationFrame(() => requestAnimationFrame(() => focusField('idNumber')));
    },
    isnt: () => similar.leave(personId),
  };
  const [main] = ways;
  useKeys(
    [
      ...(main && main !== 'isnt'
        ? [{ key: 'F9', label: sayWay(main), run: acts[main] }]
        : [{ key: 'F9', off: true, run: similar.close }]),
      { key: 'Esc', label: t('people.sheet.close'), run: similar.close },
    ],
    'over',
  );
  return (
    <div className="similar-acts">
      {ways.map((way) => (
        <ActButton
          key={way}
          main={way === main && way !== 'isnt'}
          {...(way === main && way !== 'isnt' && { keyName: 'F9' })}
          onClick={acts[way]}
        >
          {sayWay(way)}
        </ActButton>
      ))}
      <ActButton keyName="Esc" onClick={similar.close}>
        {t('people.sheet.close')}
      </ActButton>
    </div>
  );
}

function OpenSheet({ person, intake, similar }: SimilarSheetProps & { person: SimilarPerson }) {
  const heading = useId();
  const section = useRef<HTMLElement>(null);
  const today = useSession()?.today ?? '';
  const { phone, certificateNumber } = intake.form;
  const typed = {
    ...typedPersonOf(intake.form),
    phone: phone.slice(0, 40),
    certificateNumber: certificateNumber.slice(0, 60),
  };
  const { personId } = person;
  const compared = useLive(['cases'], ['duplicates.compare', personId, JSON.stringify(typed)], () =>
    desk().duplicates.compare({ personId, typed }),
  ).data;
  useEffect(() => {
    section.current?.scrollIntoView?.({ block: 'nearest' });
    section.current?.focus();
  }, []);
  return (
    <section className="similar-sheet" aria-labelledby={heading} tabIndex={-1} ref={section}>
      <h2 id={heading}>{t('people.sheet.title')}</h2>
      <p>
        <b>{t(`people.ground.${person.ground}`)}</b> {sayNumbers(person)}
      </p>
      {compared && (
        <CompareTable
          caption={t('people.sheet.title')}
          left={<b>{t('people.sheet.typed')}</b>}
          right={
            <>
              <b>{t('people.sheet.record')}</b>
              <div className="faint">{sayPlaceOf(compared.record)}</div>
              <div className="faint">{sayRegistered(compared.record, today)}</div>
            </>
          }
          groups={linesOf(compared, sayBenefits(intake.form.benefits), today)}
        />
      )}
      <Ways person={person} intake={intake} similar={similar} />
      <p className="faint">{t('people.similar.noted')}</p>
    </section>
  );
}

/** Where the checks at the right are folded away, one line over the form says that there is somebody to look at. */
function SimilarLine({ similar }: { similar: Similar }) {
  const [first] = similar.people;
  if (!first) return null;
  const { name, township, village } = first;
  return (
    <div className="amber-line similar-line">
      <Icon name="person" />
      <span>
        {t('people.similar.line', { name, place: `${township} ${village}` })}{' '}
        <ActButton size="small" keyName="F8" onClick={() => similar.compare(first.personId)}>
          {t('people.similar.compare')}
        </ActButton>
      </span>
    </div>
  );
}

export function SimilarSheet({ intake, similar }: SimilarSheetProps) {
  const { compared } = similar;
  if (!compared) return <SimilarLine similar={similar} />;
  return <OpenSheet key={compared.personId} person={compared} intake={intake} similar={similar} />;
}
