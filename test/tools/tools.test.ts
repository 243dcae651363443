import { describe, expect, expectTypeOf, it } from 'vitest'
import { deferred } from '@tools/deferred'
import { defined } from '@tools/defined'
import { Emitter } from '@tools/emitter'
import { codeOf, messageOf } from '@tools/errors'

describe('defined', () => {
  it('leaves out what is undefined, and nothing else', () => {
    const port: number | undefined = undefined as number | undefined
    expect(Object.keys(defined({ port, host: null, name: '', count: 0, on: false }))).toEqual([
      'host',
      'name',
      'count',
      'on',
    ])
  })

  it('makes such a field optional, and keeps the others', () => {
    const fields = { id: 'a' as const, port: 1 as number | undefined }
    expectTypeOf(defined(fields)).toEqualTypeOf<{ id: 'a' } & { port?: number }>()
    const place: { readonly id: string; readonly port?: number } = defined(fields)
    expect(place).toEqual({ id: 'a', port: 1 })
  })

  it('is no way around a type', () => {
    // @ts-expect-error A text is no port.
    const place: { readonly port?: number } = defined({ port: 'http' })
    expect(place).toEqual({ port: 'http' })
  })
})

describe('deferred', () => {
  it('is settled from outside, once', async () => {
    const { promise, resolve } = deferred<number>()
    resolve(1)
    resolve(2)
    await expect(promise).resolves.toBe(1)
  })

  it('rejects from outside', async () => {
    const { promise, reject } = deferred()
    reject(new Error('no'))
    await expect(promise).rejects.toThrow('no')
  })
})

describe('an emitter', () => {
  it('tells every listener, also behind one that throws, and warns of its error', () => {
    const warnings: unknown[] = []
    const heard: string[] = []
    const emitter = new Emitter<string>((error) => warnings.push(error))
    const bug = new Error('a bug')
    emitter.listen(() => {
      throw bug
    })
    emitter.listen((value) => heard.push(value))
    emitter.emit('one')
    expect(heard).toEqual(['one'])
    expect(warnings).toEqual([bug])
  })

  it('gives back the undo of that one call, even for a function that listens twice', () => {
    const emitter = new Emitter<number>(() => undefined)
    const heard: number[] = []
    const hear = (value: number): void => void heard.push(value)
    const undo = emitter.listen(hear)
    emitter.listen(hear)
    undo()
    undo()
    emitter.emit(1)
    expect(heard).toEqual([1])
    expect(emitter.listeners).toBe(1)
  })

  it('tells a value neither to who came, nor to who went, while it was told', () => {
    const emitter = new Emitter<number>(() => undefined)
    const heard: string[] = []
    emitter.listen(() => {
      undo()
      emitter.listen(() => heard.push('came'))
    })
    const undo = emitter.listen(() => heard.push('went'))
    emitter.emit(1)
    expect(heard).toEqual([])
  })
})

describe('an error', () => {
  it.each([
    [Object.assign(new Error('x'), { code: 'ENOENT' }), 'ENOENT'],
    [Object.assign(new Error('x'), { code: 1 }), ''],
    [new Error('x'), ''],
    [{ code: 'ENOENT' }, ''],
    [undefined, ''],
  ])('%s has the code "%s"', (error, code) => {
    expect(codeOf(error)).toBe(code)
  })

  it.each([
    [new TypeError('no'), 'no'],
    ['text', 'text'],
    [undefined, 'undefined'],
    [Symbol('s'), 'Symbol(s)'],
    [Object.create(null), 'an error that has no text'],
  ])('says what it has to say', (error, message) => {
    expect(messageOf(error)).toBe(message)
  })
})
