/** Asks how numbers are to be written in an exported list, and why whole ones are needed. A dialog like that of a whole number on the
 *  screen, because what follows is recorded about the person. Masked is what it begins with.                       */
import { Input, Modal, Radio } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from './keys.ts';

type Numbers = 'masked' | 'full';
const REASON_MAX = 200;

interface ExportDialogProps {
  /** What the list is called. */
  readonly list: string;
  readonly onMake: (numbers: Numbers, reason: string) => void;
  readonly onClose: () => void;
}

export function ExportDialog({ list, onMake, onClose }: ExportDialogProps) {
  const { t } = useTranslation();
  const [numbers, setNumbers] = useState<Numbers>('masked');
  const [reason, setReason] = useState('');
  const legend = useId();
  const why = useId();
  const isReady = numbers === 'masked' || reason.trim() !== '';
  const make = (): void => {
    if (isReady) onMake(numbers, numbers === 'full' ? reason.trim() : '');
  };
  useKeys(
    [
      { key: 'F9', label: t('exports.make'), run: make, off: !isReady },
      { key: 'Esc', run: onClose },
    ],
    'over',
  );
  return (
    <Modal
      open
      title={t('exports.title', { list })}
      okText={t('exports.make')}
      cancelText={t('exports.cancel')}
      okButtonProps={{ disabled: !isReady }}
      onOk={make}
      onCancel={onClose}
      closable={false}
      centered
    >
      <p>{t('exports.all')}</p>
      <fieldset className="reason-choice">
        <legend id={legend}>{t('exports.numbers')}</legend>
        <Radio.Group
          className="export-choice"
          aria-labelledby={legend}
          value={numbers}
          onChange={(event) => setNumbers(event.target.value as Numbers)}
          options={(['masked', 'full'] as const).map((value) => ({ value, label: t(`exports.${value}`) }))}
        />
      </fieldset>
      {numbers === 'full' && (
        <>
          <label className="export-why" htmlFor={why}>
            {t('exports.reason')}
          </label>
          <Input
            id={why}
            autoFocus
            value={reason}
            maxLength={REASON_MAX}
            onChange={(event) => setReason(event.target.value)}
            onPressEnter={make}
          />
        </>
      )}
      <p className="quiet export-record">{t('exports.record')}</p>
    </Modal>
  );
}
