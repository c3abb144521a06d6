import { expect, test } from 'vitest';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo-accounts.ts';
import {
  createPasswordHasher,
  faultOfPassword,
  type PasswordFault,
  SERVER_PASSWORD_COST,
} from './password.ts';

const owner = { accountName: 'wangjianguo', personName: '王建国', unitName: '查干淖尔苏木民政办' };

test.each<[string, PasswordFault | undefined]>([
  ['Caoyuan-48', undefined],
  ['草原上的-白马-48', undefined],
  ['Caoyuan-4', 'password/too-short'],
  [`Aa1-${'x'.repeat(125)}`, 'password/too-long'],
  ['caoyuancaoyuan', 'password/too-few-kinds'],
  ['caoyuan123987', 'password/too-few-kinds'],
  ['Caoyuan-123456', 'password/well-known'],
  ['MinZheng-2048', 'password/well-known'],
  ['WangJianguo-48', 'password/contains-name'],
  ['王建国-Caoyuan-48', 'password/contains-name'],
  ['x-Chagannaoersumuminzhengban-9', 'password/well-known'],
  ['Qq-48-草原-查干淖尔苏木民政办', 'password/contains-name'],
])('PW3 %s: %s', (password, fault) => {
  expect(faultOfPassword(password, owner)).toBe(fault);
});

test('PW3 the password of the demo is good enough for all its accounts', () => {
  for (const account of DEMO_ACCOUNTS) {
    const names = { accountName: account.name, personName: account.personName, unitName: account.unitName };
    expect(faultOfPassword(DEMO_PASSWORD, names)).toBe(undefined);
  }
});

test('PW1 kept as Argon2id with the cost in the text and a salt each', async () => {
  const hasher = await createPasswordHasher();
  const [one, two] = [await hasher.hash('Caoyuan-48'), await hasher.hash('Caoyuan-48')];
  const { memoryKib, passes } = SERVER_PASSWORD_COST;
  expect(one.startsWith(`$argon2id$v=19$m=${memoryKib},t=${passes},p=1$`)).toBe(true);
  expect(one).not.toBe(two);
  expect(await hasher.matches(one, 'Caoyuan-48')).toBe(true);
  expect(await hasher.matches(one, 'caoyuan-48')).toBe(false);
});

test('PW2 an account that is not there matches nothing, not even the decoy', async () => {
  const hasher = await createPasswordHasher({ memoryKib: 64, passes: 1 });
  expect(await hasher.matches(undefined, 'nobody has this password')).toBe(false);
  expect(await hasher.matches(undefined, '')).toBe(false);
});
