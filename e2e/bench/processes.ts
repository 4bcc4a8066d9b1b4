import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import type { ElectronApplication } from '@playwright/test'

/** Processor time and memory of the app's processes, read from /proc. */
export interface ProcessFigures {
  readonly mainCpuMs: number
  readonly windowCpuMs: number
  /** Of all processes; pages that several share are divided among them (PSS). */
  readonly memoryMb: number
}

export async function measureProcesses(app: ElectronApplication): Promise<ProcessFigures> {
  const { main, window } = await app.evaluate((electron) => ({
    main: process.pid,
    window: electron.BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
  }))
  const memoryKb = descendants(main).reduce((sum, pid) => sum + pssKb(pid), 0)
  return { mainCpuMs: cpuMs(main), windowCpuMs: cpuMs(window), memoryMb: memoryKb / 1_024 }
}

/** The fields of /proc/<pid>/stat after the name, which may contain spaces; null if the process has ended. */
function statFields(pid: number): readonly string[] | null {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

function cpuMs(pid: number): number {
  const fields = statFields(pid)
  return ((Number(fields?.[11]) + Number(fields?.[12])) * 1_000) / ticksPerSecond
}

function descendants(root: number): readonly number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), Number(statFields(Number(name))?.[1])]),
  )
  const found = [root]
  for (const pid of found) for (const [child, parent] of parents) if (parent === pid) found.push(child)
  return found
}

function pssKb(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${String(pid)}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}
