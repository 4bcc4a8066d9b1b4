import { describe, expect, it } from 'vitest'
import { Emitter } from './emitter'

interface Events {
  readonly counted: number
  readonly named: string
}

describe('an emitter', () => {
  it('calls the listeners of an event in the order in which they were added', () => {
    const emitter = new Emitter<Events>()
    const heard: string[] = []
    emitter.on('counted', (count) => heard.push(`first ${String(count)}`))
    emitter.on('named', (name) => heard.push(name))
    emitter.on('counted', (count) => heard.push(`second ${String(count)}`))
    emitter.emit('counted', 1)
    emitter.emit('named', 'a')
    expect(heard).toEqual(['first 1', 'second 1', 'a'])
  })

  it('no longer calls a listener that was removed, even during its call', () => {
    const emitter = new Emitter<Events>()
    const heard: number[] = []
    const remove = emitter.on('counted', (count) => {
      heard.push(count)
      remove()
    })
    emitter.on('counted', (count) => heard.push(count * 10))
    emitter.emit('counted', 1)
    emitter.emit('counted', 2)
    expect(heard).toEqual([1, 10, 20])
  })
})
