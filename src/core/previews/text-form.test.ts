import { describe, expect, it } from 'vitest'
import { detectTextForm } from './text-form'

describe('detectTextForm', () => {
  it.each([
    ['plain', 'Just a note.'],
    ['plain', ''],
    ['plain', 'one, two\nthree\n'],
    ['plain', '[not json]'],
    ['plain', '{ not: "json" }'],
    ['plain', '#EXTM3U\nhttp://127.0.0.1/a.ts'],
    ['plain', '<3 hearts'],
    ['json', '{"a": 1}'],
    ['json', '\ufeff  [1, 2, 3]\n'],
    ['json', '[]'],
    ['html', '<!doctype html><p>'],
    ['html', '\n  <!-- a --><!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN"><html>'],
    ['html', '<HTML>'],
    ['html', '<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "y"><html xmlns="x">'],
    ['html', '<script>alert(1)</script>'],
    ['html', '<img src=x onerror=alert(1)>'],
    ['xml', '<?xml version="1.0"?><tmx/>'],
    ['xml', '<xliff version="1.2">'],
    ['csv', 'key,en,de\na,"b, c",d\ne,f,g\n'],
    ['csv', 'key;en\r\na;b\r\n'],
    ['csv', 'key\ten\na\tb'],
  ] as const)('is %s for %j', (form, text) => {
    expect(detectTextForm(text, true)).toBe(form)
  })

  it('judges a cut text by its beginning', () => {
    expect(detectTextForm('{"a": [1, 2,', false)).toBe('json')
    expect(detectTextForm('{"a": [1, 2,', true)).toBe('plain')
  })
})
