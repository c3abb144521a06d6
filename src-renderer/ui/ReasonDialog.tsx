/** Asks why a whole number is looked at. One of the three dialogs of the product, because what follows is recorded about
 *  the person who looks.                                                                                           */
import { Input, Modal, Radio } from 'antd';
import { useId, useState } from 'react';
import { t } from '../text/i18n.ts';
import { useKeys } from './keys.ts';

const REASONS = ['check', 'call', 'correct', 'other'] as const;

interface ReasonDialogProps {
  readonly label: string;
  readonly onLook: (reason: string) => void;
  readonly onClose: () => void;
}

export function ReasonDialog({ label, onLook, onClose }: ReasonDialogProps) {
  const [choice, setChoice] = useState<(typeof REASONS)[number]>();
  const [words, setWords] = useState('');
  const legend = useId();
  const other = useId();
  const reason = choice === 'other' ? words.trim() : choice && t(`ui.masked.reasons.${choice}`);
  useKeys([{ key: 'Esc', run: onClose }], 'over');
  return (
    <Modal
      open
      title={t('ui.masked.askTitle', { label })}
      okText={t('ui.masked.look')}
      cancelText={t('ui.masked.cancel')}
      okButtonProps={{ disabled: !reason }}
      onOk={() => reason && onLook(reason)}
      onCancel={onClose}
      closable={false}
      centered
    >
      <p className="quiet">{t('ui.masked.askWords')}</p>
      <fieldset className="reason-choice">
        <legend id={legend}>{t('ui.masked.reason')}</legend>
        <Radio.Group
          aria-labelledby={legend}
          value={choice}
          onChange={(event) => setChoice(event.target.value as (typeof REASONS)[number])}
          options={REASONS.map((value) => ({ value, label: t(`ui.masked.reasons.${value}`) }))}
        />
      </fieldset>
      {choice === 'other' && (
        <>
          <label htmlFor={other}>{t('ui.masked.otherReason')}</label>
          <Input
            id={other}
            value={words}
            maxLength={100}
            onChange={(event) => setWords(event.target.value)}
          />
        </>
      )}
    </Modal>
  );
}
