/** The county asks for the password again before it takes anything more; the person stays where they are. */
import { Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../ui/ActButton.tsx';
import { FormField } from '../../ui/FormField.tsx';
import { useKeys } from '../../ui/keys.ts';
import { useSignIn } from '../sign-in/use-sign-in.ts';

export function SignInAgain({ account }: { account: string }) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const { isBusy, refusal, signIn } = useSignIn();
  const submit = (): void => {
    void signIn(account, password).then(() => setPassword(''));
  };
  useKeys([{ key: 'F9', label: t('settings.session.againAct'), run: submit, off: isBusy }]);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    submit();
  };
  return (
    <form className="settings-again" onSubmit={send}>
      <FormField name="password" label={t('settings.session.again')} fault={refusal}>
        {(control) => (
          <Input
            {...control}
            type="password"
            value={password}
            autoComplete="current-password"
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </FormField>
      <ActButton main keyName="F9" isBusy={isBusy} onClick={submit}>
        {t('settings.session.againAct')}
      </ActButton>
    </form>
  );
}
