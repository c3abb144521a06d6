/** Why a file as a whole cannot be imported, in Chinese: what happened, what is kept, what to do. */
import type { FaultPlace } from '../file-fault.ts';
import type { ImportWords } from './words.ts';

const KEPT = '本机什么都没动。';
const SAVE_AGAIN = '请用 Excel 或 WPS 打开，另存为 .xlsx 再导入。';
const SPLIT = '请分成几个文件，一个一个导入。';

const at = (place: FaultPlace): string => (place.row ? `第 ${place.row} 行` : '');

export const zhFaults: ImportWords['faults'] = {
  FILE_EMPTY: () => `这个文件是空的，里面什么也没有。${KEPT}请看看是不是选错了文件。`,
  FILE_TOO_LARGE: () => `文件超过 20 MB，没有读。${KEPT}${SPLIT}`,
  FILE_OLD_XLS: () => `这是旧格式的表（.xls 或 .et），只是名字可能叫 .xlsx。${KEPT}${SAVE_AGAIN}`,
  FILE_PASSWORD: () => `这个表设了打开密码，读不了。${KEPT}请去掉密码，另存一份再导入。`,
  FILE_HTML: () => `这个文件其实是网页，只是名字像表。${KEPT}${SAVE_AGAIN}`,
  FILE_NOT_WORKBOOK: () => `这个文件不是 .xlsx 或 .csv 表。${KEPT}${SAVE_AGAIN}`,
  FILE_LOCK: () => `这是打开表时临时生成的文件，不是表本身。${KEPT}请选名字前面没有“~$”的那一个。`,
  FILE_WORD: () => `这是文字文档（Word 或 WPS 文字），不是表。${KEPT}请选 .xlsx 或 .csv 的表。`,
  FILE_PICTURE: () => `这是图片或 PDF，不是表。${KEPT}请选 .xlsx 或 .csv 的表。`,
  FILE_ODS: () =>
    `这是 OpenDocument 格式的表（.ods）。${KEPT}请用 WPS 或 LibreOffice 打开，另存为 .xlsx 再导入。`,
  FILE_XLSB: () => `这是二进制格式的表（.xlsb），只是名字可能叫 .xlsx。${KEPT}${SAVE_AGAIN}`,
  FILE_XML_SHEET: () => `这是 XML 格式的表（XML 表格 2003），只是名字可能叫 .xls。${KEPT}${SAVE_AGAIN}`,
  FILE_ENCODING: () => `这个文件的文字认不出是哪种编码。${KEPT}${SAVE_AGAIN}`,
  FILE_QUOTES: (place) =>
    `${at(place)}有一个引号没有收尾，后面分不清哪里是哪一格。${KEPT}补上引号，或另存为 .xlsx 再导入。`,
  FILE_DAMAGED: () =>
    `这个文件不完整，可能没下载完或没拷完。${KEPT}请重新拷一份；还读不了，就用 Excel 或 WPS 打开另存一份。`,
  FILE_BOMB: () =>
    `这个文件解开后大得不正常，没有读。${KEPT}自己做的表，请另存一份再导入；别人发来的，先问清楚来路。`,
  FILE_ENTITIES: () =>
    `这个文件里夹着表格不该有的内容，没有读。${KEPT}先问清楚文件来路，再${SAVE_AGAIN.slice(1)}`,
  FILE_UNUSUAL: () => `这个表的写法少见，读不准，所以没有读。${KEPT}${SAVE_AGAIN}`,
  FILE_TOO_MANY_ROWS: () => `表里超过 400,000 行，没有读。${KEPT}${SPLIT}`,
  FILE_TOO_MANY_COLUMNS: (place) =>
    `${at(place)}用到了第 200 列以外，没有读。${KEPT}请删掉右边多余的列再导入。`,
  FILE_CELL_TOO_LONG: (place) =>
    `${at(place)}有一格超过 32,767 个字，没有读。${KEPT}请看看是不是把别的内容粘进去了。`,
  FILE_TOO_MUCH_TEXT: () => `表里的字太多，没有读。${KEPT}${SPLIT}`,
  FILE_TIME: () => `读了 60 秒还没读完，停了。${KEPT}${SPLIT}`,
  FILE_MEMORY: () => `这个表太大，这台电脑读不下。${KEPT}${SPLIT}`,
  FILE_PARSER: () => `读表的程序停了，没读完。${KEPT}再选一次这个文件；还不行，就另存一份再导入。`,
  NO_ROWS: () => `这个表里一行内容也没有。${KEPT}请看看是不是选错了文件。`,
};
