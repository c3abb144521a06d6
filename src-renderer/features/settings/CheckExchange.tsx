/** 家庭经济状况核对 on this computer: the folder through which requests go out and answers come back, for the offices that ask; and, for the county's
 *  civil affairs, whose signature an answer must have (S002 ∴). What is wrong with the folder is said here as it is when something is sent. */
import { Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isWithin } from '#shared/domain/division.ts';
import { bodyOf } from '#shared/domain/state.ts';
import type { CheckExchange as Exchange } from '#shared/rpc/matter-shapes.ts';
import { desk } from '../../data/desk.ts';
import { readAgain, useLive } from '../../data/live-query.ts';
import { heldTownships } from '../../data/places.ts';
import { useMe } from '../../data/session.ts';
import { sayRefusal } from '../../text/codes.ts';
import { sayLongDate } from '../../text/dates.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { FieldList, FieldRow } from '../../ui/FieldRow.tsx';
import { FormField } from '../../ui/FormField.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { FieldsForm } from '../case/FieldsForm.tsx';
import { text } from '../case/fields.ts';
import { SavedLine } from '../case/SavedLine.tsx';
import { fingerprint } from '../packs/say.ts';

const OFFICES = ['TOWNSHIP', 'CIVIL_AFFAIRS'];

export function CheckExchange() {
  const { t } = useTranslation();
  const me = useMe();
  const exchange = useLive(['cases', 'session'], ['matters.exchange'], () => desk().matters.exchange()).data;
  if (!me || !exchange || !OFFICES.includes(bodyOf(me.role))) return null;
  return (
    <Panel title={t('settings.check.title')} icon="page">
      <p className="quiet">{t('settings.check.note')}</p>
      <Folder exchange={exchange} />
      <Body body={exchange.body} county={me.unitScope} mayEnter={bodyOf(me.role) === 'CIVIL_AFFAIRS'} />
    </Panel>
  );
}

function Folder({ exchange }: { exchange: Exchange }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(exchange.isChosen ? exchange.folder : '');
  const [refusal, setRefusal] = useState('');
  const [isSaved, setSaved] = useState(false);
  const save = async (): Promise<void> => {
    setSaved(false);
    const code = await desk()
      .matters.setExchange({ folder: typed })
      .then((answer) => answer.code)
      .catch(() => 'desk/fault');
    setRefusal(code ? sayRefusal(code) : '');
    setSaved(code === null);
    await readAgain(['session']);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void save();
  };
  const fault = refusal || (exchange.fault ? sayRefusal(exchange.fault) : '');
  return (
    <form className="settings-folder" onSubmit={submit}>
      <FormField
        name="exchangeFolder"
        label={t('settings.check.folder')}
        isOptional
        {...(fault && { fault })}
        help={t(`settings.check.${isSaved ? 'saved' : 'now'}`, { folder: exchange.folder })}
      >
        {(control) => (
          <Input
            {...control}
            value={typed}
            maxLength={1_000}
            autoComplete="off"
            placeholder={t('settings.check.own')}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </FormField>
      <ActButton onClick={() => void save()}>{t('settings.check.save')}</ActButton>
    </form>
  );
}

interface BodyProps {
  readonly body: Exchange['body'];
  readonly county: number;
  readonly mayEnter: boolean;
}

function Body({ body, county, mayEnter }: BodyProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [saved, setSaved] = useState<number>();
  return (
    <>
      <FieldList>
        <FieldRow label={t('settings.check.body')}>
          {body
            ? t('settings.check.entered', {
                ...{ name: body.name, print: fingerprint(body.keyId) },
                date: body.enteredOn ? sayLongDate(body.enteredOn) : '',
              })
            : t('settings.check.noBody')}
        </FieldRow>
      </FieldList>
      {saved !== undefined && <SavedLine act={saved} />}
      {mayEnter && !isOpen && (
        <ActButton onClick={() => setOpen(true)}>{t('settings.check.enter')}</ActButton>
      )}
      {isOpen && (
        <FieldsForm
          command="checkingBody.enter"
          title={t('settings.check.enter')}
          save={t('settings.check.enterSave')}
          fields={[
            { name: 'bodyName', kind: 'text' },
            { name: 'publicKey', kind: 'words' },
          ]}
          args={(typed) => ({
            ...{ bodyName: text(typed.bodyName), publicKey: text(typed.publicKey) },
            townships: heldTownships()
              .map(({ code }) => code)
              .filter((code) => isWithin(county, code)),
          })}
          onDone={(act) => {
            setSaved(act);
            setOpen(false);
          }}
          onCancel={() => setOpen(false)}
        />
      )}
    </>
  );
}
