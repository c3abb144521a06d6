/** Choosing a file: by button, pasted or dropped; all three do the same. What is wrong with a file stands here, and the focus comes to it. */
import { type DragEvent, useEffect, useRef } from 'react';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { Icon } from '../../ui/icon/Icon.tsx';
import { useKeys } from '../../ui/keys.ts';
import { OFFERED } from './read-file.ts';
import { type Fault, type ImportStage, previewFile } from './use-import.ts';

function sayFault(fault: Fault): string {
  return 'message' in fault ? fault.message : t(`imports.choose.${fault.code}`);
}

/** A file that is pasted anywhere on the screen. */
function usePastedFile(): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const file = event.clipboardData?.files[0];
      if (!file) return;
      event.preventDefault();
      void previewFile(file);
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, []);
}

function FaultLine({ fault }: { fault: Fault }) {
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => line.current?.focus(), [fault]);
  return (
    <p className="refusal-line" role="alert" tabIndex={-1} ref={line}>
      <Icon name="alert" />
      <span>{sayFault(fault)}</span>
    </p>
  );
}

export function ChooseFile({ stage }: { stage: Extract<ImportStage, { at: 'choose' }> }) {
  const input = useRef<HTMLInputElement>(null);
  const pick = (): void => input.current?.click();
  usePastedFile();
  useKeys([{ key: 'F9', label: t('imports.keys.pick'), run: pick }]);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    const file = event.dataTransfer.files[0];
    if (file) void previewFile(file);
  };
  return (
    <div className="import-choose">
      <section
        className="drop-place"
        aria-labelledby="import-choose-title"
        onDragOver={(event) => event.preventDefault()}
        onDrop={drop}
      >
        <h2 id="import-choose-title">{t('imports.choose.heading')}</h2>
        <p>{t('imports.choose.words')}</p>
        <input
          ref={input}
          type="file"
          accept={OFFERED}
          aria-label={t('imports.choose.pick')}
          hidden
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) void previewFile(file);
            event.target.value = '';
          }}
        />
        {stage.fault && <FaultLine fault={stage.fault} />}
        <ActButton main keyName="F9" icon="page" onClick={pick}>
          {t('imports.choose.pick')}
        </ActButton>
        <p className="faint">{t('imports.choose.paste')}</p>
      </section>
    </div>
  );
}
