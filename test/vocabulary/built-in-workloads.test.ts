import { readdirSync } from 'node:fs'
import { join, parse } from 'node:path'
import { BUILT_IN_WORKLOADS } from '@vocabulary/built-in-workloads'
import { expect, it } from 'vitest'

const LAB = join(import.meta.dirname, '../../src/engine/workloads/lab')

it('every module of the lab is offered for one kind, and each that is offered is there', () => {
  const files = readdirSync(LAB).map((file) => `lab/${parse(file).name}`)
  expect(Object.values(BUILT_IN_WORKLOADS).flat().sort()).toEqual(files.sort())
})
