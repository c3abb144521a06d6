/** The whole story of one application, each body at its own desk, each desk a process of its own: taken in at a township without a
 *  link, received by the county, reviewed by other eyes, returned by the federation, put right, verified, determined.     */
import { expect, test } from '../harness/county.ts';
import { IntakeForm } from '../harness/intake-form.ts';
import { fitsBoth, newPerson } from '../harness/people.ts';

test('断着网收下的一件申请，从苏木到旗里再回来，一步不少', async ({ bench }) => {
  test.setTimeout(240_000);
  const person = newPerson(fitsBoth);
  const proxy = await bench.proxy();
  const township = await bench.desk({ through: proxy, computer: '民政办-3' });
  const naren = await bench.window(township);

  await test.step('娜仁第一次登录要连网，之后断着网也能登录', async () => {
    await naren.signIn({ account: 'naren' });
    await expect(naren.status).toContainText('已连上旗服务器');
    await township.halt();
    proxy.cut();
    await township.restart();
    naren.expectBrokenLine();
    await naren.reopen(township.url);
    await naren.signIn({ name: '娜仁' });
    await expect(naren.status).toContainText('离线工作中');
  });

  const form = new IntakeForm(naren);
  await test.step('受理：身份证号抄错一位，当场说', async () => {
    await naren.goTo('受理');
    const last = person.idNumber.endsWith('1') ? '2' : '1';
    await form.type('name', person.name);
    await form.type('idNumber', person.idNumber.slice(0, -1) + last);
    await expect(form.field('idNumber')).toContainText('身份证号最后一位校验不对');
    await form.type('idNumber', person.idNumber);
    const sex = person.sex === 'F' ? '女' : '男';
    await expect(form.field('idNumber')).toContainText('校验对');
    await expect(form.field('idNumber')).toContainText(`${sex} · ${person.birthDate}`);
    await form.fillPerson(person);
  });

  await test.step('窗口关了再开，填的都在', async () => {
    await expect(naren.sheet).toContainText('草稿已存在本机');
    await naren.page.reload();
    await naren.goTo('受理');
    await expect(form.input('name')).toHaveValue(person.name);
    await expect(form.field('idNumber')).toContainText(person.birthDate);
  });

  await test.step('填完受理，存在本机，等着上传', async () => {
    await form.fillCertificate(person);
    await form.fillBenefits(person);
    await form.fillAccount(person);
    await form.tickPapers();
    await naren.press('F9');
    await expect(naren.page.getByRole('heading', { level: 1, name: '已受理' })).toBeVisible();
    await expect(naren.sheet).toContainText(/本机已存|待上传/);
    await expect(naren.status).toContainText('待上传 1 条');
  });

  await test.step('网通了，自己上传，拿到县级回执', async () => {
    proxy.restore();
    await expect(naren.sheet).toContainText('县级已收', { timeout: 45_000 });
    await expect(naren.sheet).toContainText('乌民-20261123-');
    await expect(naren.status).toContainText('没有待上传的');
  });
});
