/** Words of the line to the county: what goes on, how far it is, how long it takes. */
export const link = {
  /** On the sync page. `more` holds how long and how slow. */
  page: {
    resting: '连着旗服务器。有新的自己传，不用守着这一页。',
    sending: '正在上传 {{total}} 条{{more}}。传着也能照常办。',
    sendingPart: '正在上传：{{done}} / {{total}} 条{{more}}。传着也能照常办。',
    fetching: '正在收旗里的新内容{{more}}。照常办，不用等。',
    firstSync: '正在下载本机资料：{{done}} / {{total}} 条{{more}}。收到的已经能看。',
    firstSyncBegins: '正在下载本机资料{{more}}。收到的已经能看。',
    trying: '连不上旗服务器，正在试。写好的都在本机。',
    silent: '{{since}}{{next}}你照常办，不用守着这一页。',
    cut: '线路断了，{{next}}从断的地方接着传，传到的不重来。',
    troubled: '{{what}}{{next}}写好的都在本机。',
    signIn: '要重新登录才能上传。写好的都在本机，登录后自己传。',
  },
  noAnswer: '现在连不上旗服务器。',
  next: { soon: '马上再试。', seconds: '{{n}} 秒后再试。', minutes: '约 {{n}} 分钟后再试。' },
  /** In the status bar. */
  bar: {
    resting: '已连上旗服务器',
    sending: '正在传 {{total}} 条',
    sendingPart: '正在传 {{done}} / {{total}}',
    fetching: '正在收旗里的新内容',
    firstSync: '正在取资料 {{done}} / {{total}}',
    firstSyncBegins: '正在取资料',
    trying: '离线工作中 · 可继续办理',
    silent: '离线工作中 · 可继续办理',
    cut: '线路断了，会自己接上 · 可继续办理',
    troubled: '离线工作中 · 可继续办理',
    signIn: '要登录才能上传 · 可继续办理',
    left: '{{words}} · 还要{{time}}',
  },
  /** To who hears the screen: what changed, not how far it is. */
  said: {
    resting: '已连上旗服务器',
    sending: '正在上传',
    fetching: '正在收旗里的新内容',
    firstSync: '正在下载本机资料',
    silent: '离线工作中，可继续办理',
    troubled: '离线工作中，可继续办理',
    signIn: '要登录才能上传，可继续办理',
  },
  more: {
    left: '，还要{{time}}',
    came: '，已收 {{kb}} 千字节，要多久还说不准',
    slow: '（线路很慢：每秒 {{kb}} 千字节）',
    crawling: '（线路极慢：每秒不到 0.1 千字节）',
  },
  time: {
    seconds: '约 {{n}} 秒',
    few: '几秒钟',
    minutes: '约 {{n}} 分钟',
    hours: '约 {{n}} 小时',
  },
} as const;
