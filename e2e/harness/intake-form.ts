/** The intake screen, filled as a clerk fills it: by labels, with Enter choosing in the pickers. */
import { expect, type Locator } from '@playwright/test';
import type { DemoPerson } from '#shared/domain/demo-people.ts';
import { DEMO_VILLAGES } from '#shared/domain/division.ts';
import type { DeskWindow } from './window.ts';

const HOUSEHOLD_WORDS: Readonly<Record<DemoPerson['householdCategory'], string>> = {
  DIBAO: '低保',
  DIBAO_EDGE: '低保边缘',
  LOW_INCOME: '低收入',
  TEKUN: '特困',
  NONE: '无',
};

export class IntakeForm {
  readonly #window: DeskWindow;

  constructor(window: DeskWindow) {
    this.#window = window;
  }

  field(name: string): Locator {
    return this.#window.page.locator(`[data-field="${name}"]`);
  }

  /** The control of a field. */
  input(name: string): Locator {
    return this.field(name).locator('input').first();
  }

  async type(name: string, text: string): Promise<void> {
    await this.input(name).fill(text);
    await this.input(name).blur();
  }

  async choose(name: string, word: string): Promise<void> {
    const input = this.input(name);
    await input.click();
    await input.fill(word);
    await this.#window.page.locator(`.ant-select-item-option[title="${word}"]`).first().click();
    await expect(this.field(name)).toContainText(word);
  }

  async tick(label: string): Promise<void> {
    await this.#window.page.getByRole('checkbox', { name: label }).check();
  }

  async fillPerson(person: DemoPerson): Promise<void> {
    await this.type('name', person.name);
    await this.type('idNumber', person.idNumber);
    await this.choose(
      'hukouVillage',
      DEMO_VILLAGES.find(({ code }) => code === person.hukouVillage)?.name ?? '',
    );
    await this.type('phone', person.phone);
  }

  async fillCertificate(person: DemoPerson): Promise<void> {
    await this.type('certificateNumber', person.certificateNumber);
    if (person.certificateExpiresOn === null) await this.tick('长期有效');
    else await this.type('certificateExpiresOn', person.certificateExpiresOn.replaceAll('-', ''));
  }

  async fillBenefits(person: DemoPerson): Promise<void> {
    await this.tick('困难残疾人生活补贴');
    await this.tick('重度残疾人护理补贴');
    await this.tick('需长期照护');
    await this.choose('householdCategory', HOUSEHOLD_WORDS[person.householdCategory]);
  }

  async fillAccount(person: DemoPerson): Promise<void> {
    await this.type('accountNumber', person.accountNumber);
    await this.type('bankName', person.bankName);
    await this.field('accountKind').getByRole('radio', { name: '社保卡' }).check();
  }

  /** Everything that the checklist asks for was brought, and both declarations are signed. */
  async tickPapers(): Promise<void> {
    for (const box of await this.field('materials').getByRole('checkbox').all()) await box.check();
    await this.tick('本人确认所填属实');
    await this.tick('已告知个人信息怎么用');
  }
}
