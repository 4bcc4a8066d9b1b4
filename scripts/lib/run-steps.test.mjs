import { expect, test } from 'vitest'
import { chooseSteps } from './run-steps.mjs'

const step = (name) => ({ name, title: name, run: async () => ({ ok: true }) })
const steps = [step('types'), step('unit')]

test('runs every step unless some are named', () => {
  expect(chooseSteps(steps, undefined)).toBe(steps)
  expect(chooseSteps(steps, 'unit')).toEqual([steps[1]])
})

test('rejects a name that no step has, and lists those that there are', () => {
  expect(() => chooseSteps(steps, 'unit,lints')).toThrow('no step "lints"; there are: types, unit')
})
