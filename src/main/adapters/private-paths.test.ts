import { describe, expect, it } from 'vitest'
import { isPrivatePath } from './private-paths'

const linux = { platform: 'linux', home: '/home/ann', userData: '/home/ann/.config/Refshelf' }
const mac = {
  platform: 'darwin',
  home: '/Users/ann',
  userData: '/Users/ann/Library/Application Support/Refshelf',
}
const windows = {
  platform: 'win32',
  home: 'C:\\Users\\ann',
  userData: 'C:\\Users\\ann\\AppData\\Roaming\\Refshelf',
}

describe('isPrivatePath', () => {
  it.each([
    [linux, '/etc/passwd'],
    [linux, '/etc'],
    [linux, '/proc/self/environ'],
    [linux, '/var/lib/x'],
    [linux, '/run/user/1000/keyring/control'],
    [linux, '/run/user/1000/gvfs'],
    [linux, '/root/key'],
    [linux, '/'],
    [linux, '/home'],
    [linux, '/home/ann'],
    [linux, '/home/ann/.ssh/id_ed25519'],
    [linux, '/home/ann/.bashrc'],
    [linux, '/home/ann/work/.git/config'],
    [linux, '/home/bob/.ssh/id_rsa'],
    [linux, '/home/ann/.config/Refshelf'],
    [linux, '/home/ann/.config/Refshelf/key-1.json'],
    [linux, '/home/ann/.config/Refshelf/staging-2/x'],
    [linux, '/media/disk/.Trash-1000/x'],
    [mac, '/Users/ann/Library/Keychains/login.keychain-db'],
    [mac, '/Users/ann/library/Cookies'],
    [mac, '/System/x'],
    [mac, '/private/etc/hosts'],
    [mac, '/Users'],
    [mac, '/USERS/ANN'],
    [windows, 'C:\\Windows\\System32\\config\\SAM'],
    [windows, 'c:\\windows\\x'],
    [windows, 'C:\\Users\\ann\\AppData\\Roaming\\Mozilla\\x'],
    [windows, 'C:\\'],
    [windows, 'C:\\Users\\ann\\.ssh\\id_rsa'],
    [windows, 'D:\\$Recycle.Bin\\x'],
  ])('is true on %o for %s', (facts, file) => {
    expect(isPrivatePath(file, facts)).toBe(true)
  })

  it.each([
    [linux, '/home/ann/Desktop/shot.png'],
    [linux, '/home/ann/Übersicht/a..b/x'],
    [linux, '/tmp/x.png'],
    [linux, '/var/tmp/x.png'],
    [linux, '/media/ann/stick/x.png'],
    [linux, '/run/media/ann/stick/x.png'],
    [linux, '/run/user/1000/gvfs/smb-share:server=a/x.png'],
    [linux, '/etcetera/x'],
    [linux, '/home/ann/.config/Refshelf/staging/1/x.png'],
    [{ ...linux, home: '/root', userData: '/root/.config/Refshelf' }, '/root/Desktop/x.png'],
    [mac, '/Users/ann/Documents/x.png'],
    [mac, '/Users/ann/Library/Mobile Documents/com~apple~CloudDocs/x.png'],
    [mac, '/private/var/folders/ab/T/x.png'],
    [mac, '/Volumes/stick/x.png'],
    [windows, 'C:\\Users\\ann\\Desktop\\x.png'],
    [windows, 'C:\\Users\\ann\\AppData\\Local\\Temp\\x.png'],
    [windows, 'D:\\work\\x.png'],
    [windows, '\\\\server\\share\\x.png'],
  ])('is false on %o for %s', (facts, file) => {
    expect(isPrivatePath(file, facts)).toBe(false)
  })
})
