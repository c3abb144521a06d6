/** Account and password. One known account is chosen already; several are a group of choices; the last choice is another
 *  account, typed.                                                                                                  */
import { Input, type InputRef, Radio } from 'antd';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../data/session.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { Icon } from '../../ui/icon/Icon.tsx';
import { useKeys } from '../../ui/keys.ts';
import { useSignIn } from './use-sign-in.ts';

const OTHER = '';

export function SignInForm({ known }: { known: Session['known'] }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(known[0]?.account ?? OTHER);
  const [typed, setTyped] = useState('');
  const [password, setPassword] = useState('');
  const { isBusy, refusal, signIn } = useSignIn();
  const passwordField = useRef<InputRef>(null);
  const ids = { account: useId(), password: useId(), refusal: useId() };

  const submit = async (): Promise<void> => {
    const isIn = await signIn(chosen || typed, password);
    if (isIn) return;
    setPassword('');
    passwordField.current?.focus();
  };
  useKeys([{ key: 'F9', run: () => void submit(), off: isBusy }]);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (!isBusy) void submit();
  };
  return (
    <form className="sign-in-form" onSubmit={send} noValidate>
      {known.length > 0 && <KnownAccounts known={known} chosen={chosen} onChoose={setChosen} />}
      {chosen === OTHER && (
        <div className="sign-in-field">
          <label htmlFor={ids.account}>{t('signIn.account')}</label>
          <Input
            id={ids.account}
            value={typed}
            autoComplete="username"
            autoFocus
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
      )}
      <div className="sign-in-field">
        <label htmlFor={ids.password}>{t('signIn.password')}</label>
        <Input
          id={ids.password}
          ref={passwordField}
          type="password"
          value={password}
          autoComplete="current-password"
          autoFocus={chosen !== OTHER}
          status={refusal ? 'error' : ''}
          aria-invalid={refusal !== undefined}
          aria-describedby={refusal ? ids.refusal : undefined}
          onChange={(event) => setPassword(event.target.value)}
        />
      </div>
      <div role="alert">
        {refusal && (
          <p className="refusal-line" id={ids.refusal}>
            <Icon name="alert" />
            <span>{refusal}</span>
          </p>
        )}
      </div>
      <ActButton main keyName="F9" isBusy={isBusy} onClick={() => void submit()}>
        {t(isBusy ? 'signIn.opening' : 'signIn.open')}
      </ActButton>
      {/* Enter in a field sends the form; the button above is antd's and no submit button. */}
      <input type="submit" hidden />
    </form>
  );
}

interface KnownAccountsProps {
  readonly known: Session['known'];
  readonly chosen: string;
  readonly onChoose: (account: string) => void;
}

function KnownAccounts({ known, chosen, onChoose }: KnownAccountsProps) {
  const { t } = useTranslation();
  const label = useId();
  return (
    <fieldset>
      <legend id={label}>{t('signIn.who')}</legend>
      <Radio.Group
        className="known-accounts"
        aria-labelledby={label}
        value={chosen}
        onChange={(event) => onChoose(event.target.value as string)}
      >
        {known.map(({ account, personName, unitName }) => (
          <Radio key={account} value={account}>
            <b>{personName}</b> <span className="faint">{unitName}</span>
          </Radio>
        ))}
        <Radio value={OTHER}>{t('signIn.other')}</Radio>
      </Radio.Group>
    </fieldset>
  );
}
