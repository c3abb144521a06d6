/** 添材料: what it is, then the file by button, by dropping, by pasting, or by the camera of a tablet. What may be added is said before it is
 *  chosen.                                                                                                            */
import { Select } from 'antd';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CASE_MATERIALS, PAPER_MEDIA_TYPES } from '#shared/domain/paper-limits.ts';
import { sayCode, sayRefusal } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { focusField, FormField } from '../../ui/FormField.tsx';
import { Icon } from '../../ui/icon/Icon.tsx';
import { useKeys } from '../../ui/keys.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import type { AddPapers as Adding } from './use-add-papers.ts';

const ACCEPTED = PAPER_MEDIA_TYPES.join(',');
const CAMERA_ACCEPTED = 'image/jpeg,image/png';

/** Files pasted anywhere on the page, unless into a field; and a file dropped beside the place does not replace the page. */
function usePastedFiles(take: Adding['take']): void {
  const newest = useRef(take);
  newest.current = take;
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (!files.length) return;
      event.preventDefault();
      newest.current(files);
    };
    const drop = (event: Event): void => event.preventDefault();
    document.addEventListener('paste', paste);
    document.addEventListener('dragover', drop);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('paste', paste);
      document.removeEventListener('dragover', drop);
      document.removeEventListener('drop', drop);
    };
  }, []);
}

/** A hidden chooser and the button that opens it. */
function Chooser({ isCamera = false, take }: { isCamera?: boolean; take: Adding['take'] }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        multiple={!isCamera}
        accept={isCamera ? CAMERA_ACCEPTED : ACCEPTED}
        capture={isCamera ? 'environment' : undefined}
        data-paper-input={isCamera ? 'camera' : 'file'}
        onChange={(event) => {
          take([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <ActButton icon={isCamera ? 'eye' : 'page'} onClick={() => input.current?.click()}>
        {t(isCamera ? 'papers.add.camera' : 'papers.add.pick')}
      </ActButton>
    </>
  );
}

/** Whether a finger points here: then there is a camera that the chooser can open. */
const hasCamera = (): boolean => globalThis.matchMedia?.('(pointer: coarse)').matches ?? false;

function Outcome({ adding }: { adding: Adding }) {
  const { t } = useTranslation();
  const { busyWith, waiting, faults, saved } = adding;
  const place = useRef<HTMLDivElement>(null);
  // What became of a file must not stand below the edge of the screen.
  useEffect(() => {
    if (faults.length || saved || waiting.length)
      place.current?.closest('.paper-add')?.scrollIntoView?.({ block: 'nearest' });
  }, [faults.length, saved, waiting.length]);
  return (
    <div ref={place}>
      <p role="status" className="paper-outcome">
        {busyWith !== undefined && t('papers.add.preparing', { file: busyWith })}
        {busyWith === undefined && waiting.length > 0 && t('papers.add.waiting', { n: waiting.length })}
        {busyWith === undefined &&
          saved &&
          t('papers.add.saved', { n: saved.count, material: sayCode('material', saved.material) })}
      </p>
      {faults.length > 0 && (
        <div role="alert" className="paper-faults">
          {faults.map(({ key, fileName, code }) => (
            <p key={key} className="refusal-line">
              <Icon name="alert" />
              <span>
                <b>{fileName || t('papers.add.noName')}</b> {sayRefusal(code)}
              </span>
            </p>
          ))}
          <TextLink onClick={adding.forgetFaults}>{t('papers.add.seen')}</TextLink>
        </div>
      )}
    </div>
  );
}

/** What is added here, in words: papers of a case, or photos of a notice. */
export interface AddWords {
  readonly label: string;
  readonly material: string;
  /** Of F8. */
  readonly key: string;
  readonly materials: readonly string[];
}

/** Papers of a case, unless something else is said. */
const caseWords = (): AddWords => ({
  ...{ label: t('papers.add.label'), material: t('papers.add.material'), key: t('papers.keys.add') },
  materials: CASE_MATERIALS,
});

export function AddPapers({ adding, words = caseWords() }: { adding: Adding; words?: AddWords | undefined }) {
  useTranslation();
  const [isOver, setOver] = useState(false);
  usePastedFiles(adding.take);
  useKeys([{ key: 'F8', label: words.key, run: () => void focusField('paperMaterial') }]);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    adding.take([...event.dataTransfer.files]);
  };
  return (
    <section
      className={isOver ? 'paper-add is-over' : 'paper-add'}
      aria-label={words.label}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className="paper-add-row">
        <FormField name="paperMaterial" label={words.material}>
          {(control) => (
            <Select
              {...control}
              value={adding.material ?? null}
              placeholder={t('papers.add.choose')}
              onChange={(material: string) => adding.choose(material)}
              options={words.materials.map((value) => ({ value, label: sayCode('material', value) }))}
            />
          )}
        </FormField>
        <Chooser take={adding.take} />
        {hasCamera() && <Chooser isCamera take={adding.take} />}
      </div>
      <p className="faint">{t('papers.add.limits')}</p>
      <p className="faint">{t('papers.add.ways')}</p>
      <Outcome adding={adding} />
    </section>
  );
}
