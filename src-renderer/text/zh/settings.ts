/** Words of the settings screen. */
export const settings = {
  packs: { open: '看政策包' },
  title: '设置',
  note: '只管这台电脑上的样子，不影响别人',
  type: { title: '字有多大', scales: { '100': '平常', '125': '大', '150': '更大', '200': '两倍' } },
  contrast: { title: '黑白分明', words: '只用黑、白和粗框，太阳底下也看得清' },
  motion: { title: '旧电脑', words: '不要任何淡入淡出' },
  language: { title: '语言', note: '印出来的文书仍是中文' },
  session: {
    title: '谁在用',
    unit: '单位',
    computer: '这台电脑',
    leave: '退出登录',
    leaveWords: '退出后本机资料锁上；没传的留在本机，下次登录接着传。',
    again: '用密码再登录一次，就接着上传',
    againAct: '登录',
  },
  keys: {
    title: '键盘',
    rows: {
      desks: '换办事台',
      F3: '找人',
      F5: '现在试一次连旗里',
      F6: '换区域',
      F7: '为什么',
      F8: '下一件',
      F9: '这一页要办的那一步',
      'Ctrl+E': '名单导出 Excel',
      Esc: '返回；草稿留着',
    },
  },
} as const;
