import { closeSync, fstatSync, openSync } from 'node:fs'
import { expect, test } from 'vitest'
import { nowhereDescriptor, withDescriptor } from '@engine/processes/spare-descriptor'

function shortage(): Error {
  return Object.assign(new Error('too many open files'), { code: 'EMFILE' })
}

/** Opens files until one has this number. Answers with the others, too. */
function openAt(wanted: number): readonly number[] {
  const opened: number[] = []
  do opened.push(openSync(import.meta.filename, 'r'))
  while (!opened.includes(wanted))
  return opened
}

test('a look that has no descriptor gets the spare one, and there is another one after it', () => {
  let tries = 0
  const seen = withDescriptor(() => {
    tries += 1
    if (tries === 1) throw shortage()
    return 'seen'
  })
  expect([seen, tries]).toEqual(['seen', 2])
  expect(() => fstatSync(nowhereDescriptor())).not.toThrow()
})

test('a number that is the number of another file by now is not closed, and not used', () => {
  const spare = nowhereDescriptor()
  closeSync(spare)
  const others = openAt(spare)
  try {
    expect(() =>
      withDescriptor(() => {
        throw shortage()
      }),
    ).toThrow('too many open files')
    expect(fstatSync(spare).ino).toBe(fstatSync(others[0] ?? -1).ino)
    expect(nowhereDescriptor()).not.toBe(spare)
  } finally {
    for (const other of others) closeSync(other)
  }
})

test('any other failure is the failure of the look', () => {
  expect(() =>
    withDescriptor(() => {
      throw Object.assign(new Error('not there'), { code: 'ENOENT' })
    }),
  ).toThrow('not there')
})
