/** One intake form from its first key to the act: what is typed, what it says (checks.ts), the draft, and issuing
 *  `application.submit`.
 *  INT1 the draft's key is the act's form id, so that a form that comes back after a crash and is pressed again is still
 *  the same act.  INT2 an act whose answer was lost locks the form: only the very same arguments may be sent again.
 *  INT3 a refusal keeps everything typed and stands at its field until that field changes; so does the one with which the
 *  county gave an act back that is mended here.                                                                      */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { MendPage } from '#shared/rpc/mend-shapes.ts';
import type { Autosave, AutosaveState } from '../../data/autosave.ts';
import { desk } from '../../data/desk.ts';
import { useMe } from '../../data/session.ts';
import { useAutosave } from '../../data/use-autosave.ts';
import { focusField } from '../../ui/FormField.tsx';
import { type CounterAct, fieldOfPath, intakeArgs, type Note, type Reading, readIntake } from './checks.ts';
import { type FieldName, formOfArgs, INTAKE_DRAFT, type IntakeForm, isUntouched, typed } from './form.ts';
import { type KnownPerson, useKnownPerson } from './use-known-person.ts';
import { sayFault } from './words.ts';

export interface IntakeStart {
  readonly key: string;
  readonly form: IntakeForm;
  /** Null: begun just now, nothing on the disk. */
  readonly savedAt: string | null;
  /** The act that this form mends. */
  readonly mended?: MendPage | undefined;
}

export interface IntakeResult {
  readonly number: number;
  readonly applicationId: number | undefined;
  readonly atCounter: CounterAct;
  readonly form: IntakeForm;
  readonly reading: Reading;
}

export type IntakePhase = 'typing' | 'issuing' | 'unanswered';

export interface Intake {
  readonly form: IntakeForm;
  readonly reading: Reading;
  readonly known: KnownPerson;
  readonly phase: IntakePhase;
  readonly draft: AutosaveState;
  readonly autosave: Autosave;
  /** F9 found faults; all of them are shown from then on. */
  readonly hasTried: boolean;
  /** Refusal of the whole form, not of one field. */
  readonly refusal: string | undefined;
  /** The county's refusal of the act that is mended stands at a field. */
  readonly isMendedAtField: boolean;
  change(change: Partial<IntakeForm>): void;
  /** Puts a whole form in place (filled from the register). */
  replace(form: IntakeForm): void;
  enter(field: FieldName): void;
  leave(field: FieldName): void;
  isSeen(field: FieldName): boolean;
  /** The sentence that stands at a field now. */
  faultAt(field: FieldName): string | undefined;
  noteAt(field: FieldName): Note['code'] | undefined;
  isPencil(field: FieldName): boolean;
  submit(atCounter: CounterAct): Promise<void>;
}

interface Refused {
  readonly code: string;
  readonly field: FieldName | null;
}

/** Which fields the person has been in, and where they are now. */
function useFocusTrail(hasTried: boolean) {
  const [focused, setFocused] = useState<FieldName>();
  const [left, setLeft] = useState<ReadonlySet<FieldName>>(() => new Set());
  const leave = useCallback((field: FieldName) => {
    setFocused((now) => (now === field ? undefined : now));
    setLeft((all) => (all.has(field) ? all : new Set(all).add(field)));
  }, []);
  const isSeen = (field: FieldName): boolean => hasTried || (left.has(field) && focused !== field);
  return { enter: setFocused, leave, isSeen };
}

interface Sent {
  readonly atCounter: CounterAct;
  readonly args: unknown;
}

/** What the county said of the act that is mended: it stands until its field says something else than the act did. */
function refusedBefore({ mended, form }: IntakeStart): Refused | undefined {
  const field = fieldOfPath(mended?.path);
  if (!mended?.code || field === null) return undefined;
  const was = formOfArgs(mended.args, form.submittedOn);
  const isAsWritten = JSON.stringify(was?.[field]) === JSON.stringify(form[field]);
  return isAsWritten ? { code: mended.code, field } : undefined;
}

/** Issues the act; INT1 and INT2 live here. */
function useSubmit(start: IntakeStart, autosave: Autosave) {
  const { key, mended } = start;
  const [phase, setPhase] = useState<IntakePhase>('typing');
  const [refused, setRefused] = useState<Refused | undefined>(() => refusedBefore(start));
  const sent = useRef<Sent>(undefined);
  const send = useCallback(
    async (act: Sent): Promise<{ number: number; ids: readonly number[] } | undefined> => {
      sent.current ??= act;
      setPhase('issuing');
      setRefused(undefined);
      await autosave.settle();
      try {
        const result = await desk().command.issue({
          name: 'application.submit',
          args: sent.current.args,
          formId: key,
          draft: { kind: INTAKE_DRAFT, key },
          replaces: mended?.number,
        });
        if (result.ok) return result;
        sent.current = undefined;
        setRefused({ code: result.code, field: fieldOfPath(result.path) });
        setPhase('typing');
        autosave.open();
      } catch {
        setPhase('unanswered');
      }
      return undefined;
    },
    [key, mended, autosave],
  );
  const forget = useCallback((fields: readonly string[]) => {
    setRefused((now) => (now && (now.field === null || fields.includes(now.field)) ? undefined : now));
  }, []);
  return { phase, refused, sent, send, forget };
}

/** The sentence at a field: a refusal until the field changes; a fault once the person has left the field. That something
 *  is still empty is said only after F9.                                                                            */
function faultSentence(
  field: FieldName,
  reading: Reading,
  refused: Refused | undefined,
  hasTried: boolean,
  isSeen: (field: FieldName) => boolean,
): string | undefined {
  if (refused?.field === field) return sayFault({ refusal: refused.code });
  const fault = reading.faults.find((one) => one.field === field);
  if (!fault) return undefined;
  const isEmpty = fault.code.endsWith('_MISSING') && !fault.code.startsWith('BANK');
  const isShown = fault.code === 'DUPLICATE_OPEN' || hasTried || (isSeen(field) && !isEmpty);
  return isShown ? sayFault({ fault }) : undefined;
}

export function useIntake(start: IntakeStart, today: string, onDone: (result: IntakeResult) => void): Intake {
  const kept = start.savedAt === null ? null : { body: JSON.stringify(start.form), savedAt: start.savedAt };
  const { autosave, state: draft } = useAutosave(INTAKE_DRAFT, start.key, kept);
  const [form, setForm] = useState(start.form);
  const [hasTried, setTried] = useState(false);
  const trail = useFocusTrail(hasTried);
  const { phase, refused, sent, send, forget } = useSubmit(start, autosave);
  const known = useKnownPerson(form.idNumber, today);
  const openBenefits = known.person?.openApplication?.benefits;
  const scopes = useMe()?.scopes;
  const reading = useMemo(
    () => readIntake(form, { today, openBenefits, scopes }),
    [form, today, openBenefits, scopes],
  );

  const isKept = draft.savedAt !== null;
  useEffect(() => {
    if (isKept || !isUntouched(form)) autosave.write(JSON.stringify(form));
  }, [form, isKept, autosave]);
  useEffect(() => {
    if (refused?.field) focusField(refused.field);
  }, [refused]);

  const change = useCallback(
    (fields: Partial<IntakeForm>) => {
      setForm((now) => typed(now, fields));
      forget(Object.keys(fields));
    },
    [forget],
  );
  const submit = async (atCounter: CounterAct): Promise<void> => {
    if (phase === 'issuing') return;
    if (phase === 'typing' && reading.faults[0]) {
      setTried(true);
      autosave.flush();
      focusField(reading.faults[0].field);
      return;
    }
    const act = sent.current ?? { atCounter, args: intakeArgs(form, reading, atCounter, start.mended?.args) };
    const result = await send(act);
    if (result)
      onDone({
        number: result.number,
        applicationId: result.ids[0],
        atCounter: act.atCounter,
        form,
        reading,
      });
  };
  return {
    form,
    reading,
    known,
    phase,
    draft,
    autosave,
    hasTried,
    refusal: refused?.field === null ? refused.code : undefined,
    isMendedAtField: fieldOfPath(start.mended?.path) !== null,
    change,
    replace: setForm,
    enter: trail.enter,
    leave: trail.leave,
    isSeen: trail.isSeen,
    faultAt: (field) => faultSentence(field, reading, refused, hasTried, trail.isSeen),
    noteAt: (field) => reading.notes.find((note) => note.field === field)?.code,
    isPencil: (field) => form.pencilled.includes(field),
    submit,
  };
}
