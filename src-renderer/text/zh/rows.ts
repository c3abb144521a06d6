/** Words of what lies on this computer: whether it is all, whether it is the county's. */
export const rows = {
  partial: {
    counted: '本机资料还没下完：已有 {{people}} 人，共 {{total}} 人。',
    begun: '本机资料还没下完：已有 {{people}} 人。',
    lists: '查不到不等于没有。',
    today: '还没下来的件和期限不在下面。',
    similar: '只和本机已有的人比过；没有重复的提示，不等于没有重复。',
    exports: '这时候导出的名单不全，表头和导出记录里都会写明。',
  },
  check: {
    same: '{{time}} 和旗里逐条对过，本机资料一致。',
    never: '本机资料还没和旗里逐条对过，连上后自己对。',
    differs: '本机有些资料和旗里的不一样，没能自己改过来。写好的都在；请告诉旗里管系统的人。',
    doubtful: '旗里有些资料和它自己的记录对不上，本机没有跟着改。请告诉旗里管系统的人。',
    mended: '{{time}} 对出 {{n}} 条不一样，已自己改正，没上传的一条没动。',
    now: '现在对一次',
  },
};
