/** The intake desk: comes back to the draft that was being typed, lists them when there are several, opens a fresh form
 *  otherwise; after the act shows its result in the same place.                                                     */
import { useCallback, useEffect, useRef, useState } from 'react';
import { desk } from '../../data/desk.ts';
import { newFormId } from '../../data/issue.ts';
import { readAgain, useLive } from '../../data/live-query.ts';
import { mendedBy, mendKey } from '../../data/mend.ts';
import { useSession } from '../../data/session.ts';
import { DraftChooser, type KeptIntake } from './DraftChooser.tsx';
import { emptyForm, formOfArgs, INTAKE_DRAFT, parseDraft } from './form.ts';
import { IntakeDesk } from './IntakeDesk.tsx';
import { IntakeDone } from './IntakeDone.tsx';
import type { Intake, IntakeResult, IntakeStart } from './use-intake.ts';
import { fillFromRegister } from './use-known-person.ts';
import './intake.css';
import './paper.css';

type Stage =
  | { readonly at: 'opening' }
  | { readonly at: 'choosing'; readonly removed?: IntakeStart }
  | { readonly at: 'form'; readonly start: IntakeStart; readonly removed?: IntakeStart }
  | { readonly at: 'done'; readonly result: IntakeResult };

export interface IntakeScreenProps {
  readonly personId?: number;
  readonly draftKey?: string;
  /** The day on which another township received it. */
  readonly submittedOn?: string;
  /** Number of the act that the county did not take. */
  readonly mend?: number;
}

function freshStart(today: string): IntakeStart {
  return { key: newFormId(), form: emptyForm(today), savedAt: null };
}

interface KeptDraft {
  readonly key: string;
  readonly body: string;
  readonly savedAt: string;
}

/** A draft as it was left. One that mends an act comes with the act. */
async function startOf(draft: KeptDraft, today: string): Promise<IntakeStart | null> {
  const form = parseDraft(draft.body, today);
  const number = mendedBy(draft.key);
  const mended = number === undefined ? null : await desk().journal.mend({ number });
  return form && { key: draft.key, form, savedAt: draft.savedAt, mended: mended ?? undefined };
}

/** A refused intake, with what was typed of it since. Null when it was mended already. */
async function mendedStart(number: number, drafts: readonly KeptDraft[], today: string) {
  const kept = drafts.find(({ key }) => key === mendKey(number));
  if (kept) return startOf(kept, today);
  const mended = await desk().journal.mend({ number });
  const form = mended && formOfArgs(mended.args, today);
  return form && { key: mendKey(number), form, savedAt: null, mended };
}

/** What the screen opens with: the draft named, a person from the register, the one open draft, or nothing yet. */
async function firstStage(
  { personId, draftKey, submittedOn, mend }: IntakeScreenProps,
  today: string,
): Promise<Stage> {
  if (personId !== undefined) {
    const fresh = freshStart(submittedOn ?? today);
    const filled = await fillFromRegister(fresh.form, personId);
    return { at: 'form', start: { ...fresh, form: filled ?? fresh.form } };
  }
  const drafts = await desk().draft.list({ kind: INTAKE_DRAFT });
  const mended = mend === undefined ? null : await mendedStart(mend, drafts, today);
  if (mended) return { at: 'form', start: mended };
  const wanted = drafts.find(({ key }) => key === draftKey) ?? (drafts.length === 1 ? drafts[0] : undefined);
  const start = wanted && (await startOf(wanted, today));
  if (start) return { at: 'form', start };
  return drafts.length > 0 ? { at: 'choosing' } : { at: 'form', start: freshStart(today) };
}

function useDrafts(today: string): readonly KeptIntake[] {
  const found = useLive(
    ['drafts'],
    ['draft.list', INTAKE_DRAFT],
    () => desk().draft.list({ kind: INTAKE_DRAFT }),
    {
      keepOld: true,
    },
  );
  return (found.data ?? []).map((draft) => ({ ...draft, form: parseDraft(draft.body, today) }));
}

function useStage(props: IntakeScreenProps, today: string) {
  const [stage, setStage] = useState<Stage>({ at: 'opening' });
  const { personId, draftKey, submittedOn, mend } = props;
  // The day on which the screen opened: a new day must not take a form away that stands open.
  const openedOn = useRef(today);
  useEffect(() => {
    let isCurrent = true;
    const open = async (): Promise<void> => {
      const first = await firstStage({ personId, draftKey, submittedOn, mend }, openedOn.current).catch(
        (): Stage => ({ at: 'form', start: freshStart(openedOn.current) }),
      );
      if (isCurrent) setStage(first);
    };
    void open();
    return () => {
      isCurrent = false;
    };
  }, [personId, draftKey, submittedOn, mend]);
  return [stage, setStage] as const;
}

function Intakes(props: IntakeScreenProps & { today: string }) {
  const { today } = props;
  const [stage, setStage] = useStage(props, today);
  const drafts = useDrafts(today);
  const openKey = stage.at === 'form' ? stage.start.key : stage.at;
  // Drafts are written every second and taken by acts without a word to the screens: read anew where the list matters.
  useEffect(() => void readAgain(['drafts']), [openKey]);
  const fresh = useCallback(() => setStage({ at: 'form', start: freshStart(today) }), [setStage, today]);
  const open = async (draft: KeptIntake): Promise<void> => {
    const start = await startOf(draft, today);
    if (start) setStage({ at: 'form', start });
  };
  const remove = async (intake: Intake, key: string): Promise<void> => {
    await intake.autosave.settle();
    try {
      await desk().draft.remove({ kind: INTAKE_DRAFT, key });
      setStage({ at: 'choosing', removed: { key, form: intake.form, savedAt: null } });
    } catch {
      // Not removed: the form stays, and goes on being kept.
      intake.autosave.open();
    }
  };
  if (stage.at === 'opening') return null;
  if (stage.at === 'done') return <IntakeDone result={stage.result} today={today} onAgain={fresh} />;
  if (stage.at === 'choosing') {
    const { removed } = stage;
    return (
      <DraftChooser
        drafts={drafts}
        today={today}
        onOpen={(draft) => void open(draft)}
        onFresh={fresh}
        onUndo={removed && (() => setStage({ at: 'form', start: removed }))}
      />
    );
  }
  const { start } = stage;
  return (
    <IntakeDesk
      key={start.key}
      start={start}
      today={today}
      others={drafts.filter(({ key }) => key !== start.key).length}
      onDone={(result) => setStage({ at: 'done', result })}
      onList={() => setStage({ at: 'choosing' })}
      onRemove={(intake) => void remove(intake, start.key)}
    />
  );
}

export function IntakeScreen(props: IntakeScreenProps) {
  const today = useSession()?.today;
  return today === undefined ? null : <Intakes {...props} today={today} />;
}
