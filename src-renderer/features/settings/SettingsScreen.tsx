/** How the screens look at this computer, who uses it, and the keys. Nothing here touches a case. */
import { Checkbox, Radio } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../data/desk.ts';
import { usePacks } from '../../data/packs.ts';
import { readAgain } from '../../data/live-query.ts';
import { useLink, useMe } from '../../data/session.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { TYPE_SCALES, type TypeScale, useAppearance } from '../../ui/appearance.ts';
import { FieldList, FieldRow } from '../../ui/FieldRow.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { LanguageChoice } from '../../ui/LanguageChoice.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { goTo } from '../../ui/route.ts';
import { Screen } from '../../ui/Screen.tsx';
import { ExportRecords } from '../exports/ExportRecords.tsx';
import { HubHere } from '../hub/HubHere.tsx';
import { HubThere } from '../hub/HubThere.tsx';
import { LineChoice } from '../papers/LineChoice.tsx';
import { CheckExchange } from './CheckExchange.tsx';
import { SignInAgain } from './SignInAgain.tsx';
import './settings.css';

const KEYS = ['F3', 'F5', 'F6', 'F7', 'F8', 'F9', 'Ctrl+E', 'Esc'] as const;

export function SettingsScreen() {
  const { t } = useTranslation();
  return (
    <Screen layout="plain" head={<PageHead title={t('settings.title')} note={t('settings.note')} ruled />}>
      <div className="settings">
        <Looks />
        <div>
          <WhoUses />
          <Packs />
          <CheckExchange />
          <HubThere />
          <HubHere />
        </div>
        <Keys />
        <ExportRecords />
      </div>
    </Screen>
  );
}

function Packs() {
  const { t } = useTranslation();
  const version = usePacks().data?.version;
  return (
    <fieldset className="settings-group">
      <legend>{t('packs.title')}</legend>
      <ActButton onClick={() => goTo({ screen: 'packs' })}>{t('settings.packs.open')}</ActButton>
      <p className="faint">{version ?? ''}</p>
    </fieldset>
  );
}

function Looks() {
  const { t } = useTranslation();
  const { typeScale, highContrast, motion, choose } = useAppearance();
  const label = useId();
  const languageLabel = useId();
  return (
    <div>
      <fieldset className="settings-group">
        <legend id={languageLabel}>{t('settings.language.title')}</legend>
        <LanguageChoice labelledBy={languageLabel} />
        <p className="faint">{t('settings.language.note')}</p>
      </fieldset>
      <fieldset className="settings-group">
        <legend id={label}>{t('settings.type.title')}</legend>
        <Radio.Group
          aria-labelledby={label}
          value={typeScale}
          onChange={(event) => choose({ typeScale: event.target.value as TypeScale })}
          options={TYPE_SCALES.map((value) => ({
            value,
            label: t(`settings.type.scales.${String(value) as `${TypeScale}`}`),
          }))}
        />
      </fieldset>
      <fieldset className="settings-group">
        <legend>{t('settings.contrast.title')}</legend>
        <Checkbox checked={highContrast} onChange={(event) => choose({ highContrast: event.target.checked })}>
          {t('settings.contrast.words')}
        </Checkbox>
      </fieldset>
      <LineChoice />
      <fieldset className="settings-group">
        <legend>{t('settings.motion.title')}</legend>
        <Checkbox checked={!motion} onChange={(event) => choose({ motion: !event.target.checked })}>
          {t('settings.motion.words')}
        </Checkbox>
      </fieldset>
    </div>
  );
}

async function signOut(): Promise<void> {
  await desk()
    .session.signOut()
    .catch(() => undefined);
  await readAgain(['session']);
}

function WhoUses() {
  const { t } = useTranslation();
  const me = useMe();
  const link = useLink();
  if (!me) return null;
  return (
    <Panel title={t('settings.session.title')} icon="person">
      <FieldList>
        <FieldRow label={me.personName}>{t(`codes.role.${me.role}`)}</FieldRow>
        <FieldRow label={t('settings.session.unit')}>{me.unitName}</FieldRow>
        <FieldRow label={t('settings.session.computer')}>{me.computerName}</FieldRow>
      </FieldList>
      {link?.state === 'sign-in-needed' && <SignInAgain account={me.account} />}
      <p className="faint">{t('settings.session.leaveWords')}</p>
      <ActButton onClick={() => void signOut()}>{t('settings.session.leave')}</ActButton>
    </Panel>
  );
}

function Keys() {
  const { t } = useTranslation();
  return (
    <Panel title={t('settings.keys.title')} icon="info">
      <ul className="settings-keys">
        <li>
          <KeyCap name="Alt+1…9 0 -" /> {t('settings.keys.rows.desks')}
        </li>
        {KEYS.map((name) => (
          <li key={name}>
            <KeyCap name={name} /> {t(`settings.keys.rows.${name}`)}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
