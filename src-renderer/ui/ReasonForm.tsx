/** A line that asks for a reason and then does what takes something back: called back, opened again. Enter does it too. */
import { Input } from 'antd';
import { useState } from 'react';
import { ActButton } from './ActButton.tsx';
import { FormField } from './FormField.tsx';
import { RefusalLine } from './RefusalLine.tsx';

const REASON_MAX = 300;

interface ReasonFormProps {
  readonly name: string;
  readonly label: string;
  readonly act: string;
  readonly cancel: string;
  readonly isBusy: boolean;
  readonly refusal: string | undefined;
  readonly onAct: (reason: string) => void;
  readonly onCancel: () => void;
}

export function ReasonForm({ name, label, act, cancel, isBusy, refusal, onAct, onCancel }: ReasonFormProps) {
  const [reason, setReason] = useState('');
  const clean = reason.trim();
  return (
    <form
      className="reason-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (clean && !isBusy) onAct(clean);
      }}
    >
      <FormField name={name} label={label}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            value={reason}
            maxLength={REASON_MAX}
            autoComplete="off"
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </FormField>
      <ActButton danger isBusy={isBusy} off={!clean} onClick={() => onAct(clean)}>
        {act}
      </ActButton>
      <ActButton onClick={onCancel}>{cancel}</ActButton>
      <RefusalLine code={refusal} />
    </form>
  );
}
