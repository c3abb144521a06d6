/** 户口迁到别的苏木镇: whereto, when by the register, who goes along, on what grounds; and before it is done, what will happen to open files,
 *  to the money and to what the old office sees. The desk writes what the register says; the county moves the files.   */
import { Input, Select } from 'antd';
import { useState } from 'react';
import { ENDED_STATES } from '#shared/domain/state.ts';
import { MOVED_TOGETHER_MAX } from '#shared/domain/move.ts';
import type { CasePage } from '#shared/rpc/desk-shapes.ts';
import { desk } from '../../data/desk.ts';
import { useLive } from '../../data/live-query.ts';
import { useTyping } from '../../data/mend.ts';
import { useLink, useSession } from '../../data/session.ts';
import { t } from '../../text/i18n.ts';
import { FormField } from '../../ui/FormField.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useSettled } from '../../ui/use-settled.ts';
import { type Faults, type FormEnds, InlineForm, useInlineForm } from './InlineForm.tsx';
import {
  type MoveArgs,
  moveArgs,
  moveFaults,
  type MoveTyped,
  sayAfterMoving,
  townshipOf,
  villagesElsewhere,
  writtenMove,
} from './move.ts';

const FOUND_MAX = 20;
const TYPING_RESTS_MS = 250;
const ENDED: readonly string[] = ENDED_STATES;

interface Along {
  readonly personId: number;
  readonly name: string;
  readonly label: string;
  readonly hasOpenFile: boolean;
}

/** Who may go along: those at the same address, and whom a name finds in the same township. */
function useAlong({ person }: CasePage) {
  const [text, setText] = useState('');
  const [known, setKnown] = useState<readonly Along[]>([]);
  const settled = useSettled(text.trim(), TYPING_RESTS_MS);
  const home = useLive(['cases'], ['cases.household', person.personId], () =>
    desk().cases.household({ personId: person.personId }),
  ).data;
  const found = useLive(
    ['cases'],
    ['cases.search', 'move', settled],
    () => desk().cases.search({ text: settled, offset: 0, limit: FOUND_MAX }),
    { enabled: settled !== '', keepOld: true },
  ).data;
  const atHome = (home ?? []).map(
    (one): Along => ({
      personId: one.personId,
      name: one.name,
      label: t('case.move.along', { name: one.name, number: one.idNumberMasked, village: one.village }),
      hasOpenFile: one.openApplication !== null,
    }),
  );
  const byName = (settled === '' ? [] : (found?.rows ?? []))
    .filter((row) => row.township === person.township && row.personId !== person.personId)
    .map(
      (row): Along => ({
        personId: row.personId,
        name: row.name,
        label: t('case.move.along', { name: row.name, number: row.idNumberMasked, village: row.village }),
        hasOpenFile: row.applicationId !== null && ![...ENDED, 'ACTIVE'].includes(row.state),
      }),
    );
  const all = new Map([...known, ...byName, ...atHome].map((one) => [one.personId, one]));
  const offered = settled === '' ? atHome : byName;
  const keep = (ids: readonly number[]): void => setKnown(ids.flatMap((id) => all.get(id) ?? []));
  return { atHome, all, offered, setText, keep };
}

interface FieldsProps {
  readonly page: CasePage;
  readonly typed: MoveTyped;
  readonly type: (change: Partial<MoveTyped>) => void;
  readonly shown: Faults;
}

function PlaceFields({ page, typed, type, shown }: FieldsProps) {
  return (
    <>
      <FormField name="toVillage" label={t('case.move.toVillage')} span={3} fault={shown.toVillage}>
        {(control) => (
          <Select
            {...control}
            status={control['aria-invalid'] ? 'error' : ''}
            value={typed.toVillage}
            placeholder={t('case.move.toHint')}
            showSearch={{ optionFilterProp: 'label' }}
            options={villagesElsewhere(page.person.scope)}
            notFoundContent={null}
            onChange={(toVillage: number) => type({ toVillage })}
          />
        )}
      </FormField>
      <FormField name="movedOn" label={t('case.move.movedOn')} span={3} fault={shown.movedOn}>
        {(control) => (
          <Input
            {...control}
            status={control['aria-invalid'] ? 'error' : ''}
            value={typed.movedOn}
            placeholder={t('case.move.movedOnHint')}
            maxLength={10}
            autoComplete="off"
            onChange={(event) => type({ movedOn: event.target.value.trim() })}
          />
        )}
      </FormField>
      <FormField name="hukouAddress" label={t('case.move.address')} isOptional fault={shown.hukouAddress}>
        {(control) => (
          <Input
            {...control}
            value={typed.hukouAddress}
            maxLength={100}
            autoComplete="off"
            onChange={(event) => type({ hukouAddress: event.target.value })}
          />
        )}
      </FormField>
    </>
  );
}

interface AlongFieldProps extends Pick<FieldsProps, 'typed' | 'type' | 'shown'> {
  readonly along: ReturnType<typeof useAlong>;
}

function AlongField({ typed, type, shown, along }: AlongFieldProps) {
  const { atHome, all, offered, setText, keep } = along;
  const chosen = (ids: readonly number[]): void => {
    const together = ids.slice(0, MOVED_TOGETHER_MAX - 1);
    keep(together);
    type({ together });
  };
  const left = atHome.filter(({ personId }) => !typed.together.includes(personId));
  const options = [...offered, ...typed.together.flatMap((id) => all.get(id) ?? [])];
  const unique = new Map(options.map(({ personId, label }) => [personId, { value: personId, label }]));
  return (
    <FormField
      name="together"
      label={t('case.move.together')}
      isOptional
      fault={shown.together ?? shown.personIds}
      help={
        left.length > 0 && (
          <span>
            {t('case.move.sameAddress', { names: left.map(({ name }) => name).join(t('ui.list.joint')) })}{' '}
            <TextLink onClick={() => chosen([...typed.together, ...left.map(({ personId }) => personId)])}>
              {t('case.move.addAll')}
            </TextLink>
          </span>
        )
      }
    >
      {(control) => (
        <Select
          {...control}
          mode="multiple"
          value={[...typed.together]}
          placeholder={t('case.move.togetherHint')}
          showSearch={{ filterOption: false, onSearch: setText }}
          options={[...unique.values()]}
          notFoundContent={null}
          onChange={(ids: number[]) => chosen(ids)}
        />
      )}
    </FormField>
  );
}

/** What will happen, where it is to be read before the button. */
function After({ sentences }: { sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <section className="move-after span-6" aria-label={t('case.move.after.head')}>
      <b>{t('case.move.after.head')}</b>
      <ul aria-live="polite">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}

export function MoveForm({ page, onDone, onCancel, mending }: FormEnds & { page: CasePage }) {
  const { person, applications, entitlements } = page;
  const today = useSession()?.today ?? '';
  const link = useLink();
  const along = useAlong(page);
  const fresh = (): MoveTyped => ({
    ...{ toVillage: null, hukouAddress: '', movedOn: today, together: [], reason: '' },
  });
  const written = (args: MoveArgs): MoveTyped => writtenMove(person.personId, args);
  const typing = useTyping(mending, fresh, written);
  const { typed, type } = typing;
  const faults = moveFaults(typed, today);
  const form = useInlineForm({
    command: 'person.move',
    ...{ typing, faults, onDone, mending, written },
    args: () => moveArgs(person.personId, typed),
  });
  const others = typed.together.flatMap((id) => along.all.get(id) ?? []);
  const to = townshipOf(typed.toVillage);
  const openHere = applications.filter(({ state }) => !ENDED.includes(state)).length;
  const after = sayAfterMoving({
    ...{ to, from: person.township, movedOn: typed.movedOn },
    names: [person.name, ...others.map(({ name }) => name)],
    openFiles: openHere + others.filter(({ hasOpenFile }) => hasOpenFile).length,
    isPaid: entitlements.some(({ state }) => state === 'ACTIVE'),
    isOffline: link?.state === 'offline' || link?.state === 'sign-in-needed',
  });
  return (
    <InlineForm
      title={t('case.move.title')}
      save={to ? t('case.move.save', { to }) : t('case.move.saveNowhere')}
      form={form}
      onCancel={onCancel}
    >
      <PlaceFields page={page} typed={typed} type={type} shown={form.shown} />
      <AlongField typed={typed} type={type} shown={form.shown} along={along} />
      <FormField name="reason" label={t('case.move.reason')} fault={form.shown.reason}>
        {(control) => (
          <Input
            {...control}
            status={control['aria-invalid'] ? 'error' : ''}
            value={typed.reason}
            placeholder={t('case.move.reasonHint')}
            maxLength={300}
            autoComplete="off"
            onChange={(event) => type({ reason: event.target.value })}
          />
        )}
      </FormField>
      <After sentences={after} />
    </InlineForm>
  );
}
