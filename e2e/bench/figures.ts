import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect } from '@playwright/test'

/**
 * One measured figure. Only its ratio to a baseline of the same run is judged, because an absolute time depends on the
 * machine. `target` is the expected value on an idle machine.
 */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: 'ms' | 'MB' | 'calls'
  readonly target: number
  readonly ratio: number
  readonly limit: number
}

export function figure(facts: Omit<Figure, 'ratio'> & { readonly base: number }): Figure {
  const { base, ...rest } = facts
  return { ...rest, ratio: rest.value / base }
}

export async function repeat(times: number, work: () => Promise<number>): Promise<number[]> {
  const values: number[] = []
  for (let round = 0; round < times; round += 1) values.push(await work())
  return values
}

const file = path.join(__dirname, '../../artifacts/bench.json')

async function readFigures(): Promise<readonly Figure[]> {
  const text = await readFile(file, 'utf8').catch(() => '{"figures":[]}')
  return (JSON.parse(text) as { figures: Figure[] }).figures
}

/** Prints the figures, saves them beside those of the other benchmarks, and fails if a ratio exceeds its limit. */
export async function report(figures: readonly Figure[], facts: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true })
  const names = new Set(figures.map(({ name }) => name))
  const otherFigures = (await readFigures()).filter(({ name }) => !names.has(name))
  await writeFile(file, `${JSON.stringify({ figures: [...otherFigures, ...figures] }, null, 2)}\n`)
  const lines = figures.map(({ name, value, unit, target, ratio, limit }) =>
    [
      name.padEnd(36),
      `${value.toFixed(unit === 'ms' ? 1 : 0)} ${unit}`.padStart(10),
      `target ${String(target)} ${unit}`.padStart(17),
      `ratio ${ratio.toFixed(2)} of at most ${limit.toFixed(2)}`,
      ratio > limit ? 'TOO SLOW' : '',
    ].join('  '),
  )
  process.stdout.write(`\n${facts}\n${lines.join('\n')}\n`)
  expect(figures.filter(({ ratio, limit }) => ratio > limit).map(({ name }) => name)).toEqual([])
}
