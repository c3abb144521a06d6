/** The application menu: what the operating system expects of any window, and nothing of the casework, whose keys belong
 *  to the screens. No reload and no developer tools in the installed application.                                     */
import type { Menu, MenuItemConstructorOptions } from 'electron';

export function menuTemplate(isPackaged: boolean): MenuItemConstructorOptions[] {
  const edit: MenuItemConstructorOptions = {
    label: '编辑',
    submenu: [
      { role: 'undo', label: '撤销' },
      { role: 'redo', label: '重做' },
      { type: 'separator' },
      { role: 'cut', label: '剪切' },
      { role: 'copy', label: '复制' },
      { role: 'paste', label: '粘贴' },
      { role: 'selectAll', label: '全选' },
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: '显示',
    submenu: [
      { role: 'zoomIn', label: '放大' },
      { role: 'zoomOut', label: '缩小' },
      { role: 'resetZoom', label: '实际大小' },
    ],
  };
  const application: MenuItemConstructorOptions = {
    label: '苏木',
    submenu: [{ role: 'quit', label: '退出苏木' }],
  };
  const trial: MenuItemConstructorOptions = {
    label: '调试',
    submenu: [{ role: 'toggleDevTools', label: '开发者工具' }],
  };
  return isPackaged ? [application, edit, view] : [application, edit, view, trial];
}

export function setMenu(
  menu: Pick<typeof Menu, 'buildFromTemplate' | 'setApplicationMenu'>,
  isPackaged: boolean,
): void {
  menu.setApplicationMenu(menu.buildFromTemplate(menuTemplate(isPackaged)));
}
