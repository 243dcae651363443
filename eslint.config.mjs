import js from '@eslint/js'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'
import { layerRule } from './eslint.layers.mjs'
import { bareVoidRule } from './eslint.promises.mjs'
import { largerFiles, sizeLimits } from './eslint.size.mjs'
import { onlyPlaces, securityPlugins, securityRules, securitySelectors } from './eslint.security.mjs'

const bridge = {
  selector: "MemberExpression[object.name=/^(window|globalThis|self)$/][property.name='quiesce']",
  message:
    'Only src/renderer/client talks to main: call a function of client/commands.ts, or read with a hook of client/.',
}
/** Our own files, and what the kernel itself answers at once: nowhere else may a disk be waited for. */
const mayBlock = [
  'src/engine/host/built-files.ts',
  'src/engine/host/hosted/memory-watch.ts',
  'src/engine/journal/*.ts',
  'src/engine/kinds/helpers.ts',
  'src/engine/kinds/process-kind.ts',
  'src/engine/processes/linux/*.ts',
  'src/engine/processes/{events-files,output-file,private-temp,spare-descriptor,stray-descriptors,temp-folders}.ts',
  'src/engine/recovery/work-folders.ts',
  'src/engine/stacks/files-now.ts',
  'src/engine/strict/process-space.ts',
  'src/engine/terminals/pseudo-terminal.ts',
  'src/engine/watchdog/*.ts',
  'src/engine/workloads/process/*.ts',
  'src/main/page-files.ts',
]
const blockingFiles = {
  group: ['node:fs', 'fs'],
  importNamePattern: 'Sync$',
  message:
    'A dead disk or a named pipe would stop every task with the thread: read with src/engine/files/user-file.ts, or with node:fs/promises.',
}
const workloads = 'src/engine/workloads/**/*.ts'
const letGo = (door) => ['error', { instead: `write inBackground(work, 'doing what') of ${door}.` }]
const importsFirst = {
  selector: 'Program > :not(ImportDeclaration) ~ ImportDeclaration',
  message: 'An import stands above all else in its file: it is read before anything runs.',
}
const restrict = (...selectors) => ['error', importsFirst, ...selectors.flat()]

export default tseslint.config(
  {
    ignores: [
      'out/',
      'dist/',
      'node_modules/',
      '.cache/',
      'test-results/',
      'playwright-report/',
      'test/fixtures/',
      'src/**/*.js',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // `() => send()` is how a listener is written here; a promise left to itself is found by the rule above.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // A port may promise what this implementation knows at once.
      '@typescript-eslint/require-await': 'off',
      // Electron hands out its classes by methods (`BrowserWindow.fromWebContents`), never by `new`.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // Control characters are what a reader of processes' output looks for.
      'no-control-regex': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'test/**/*.{ts,tsx}', 'bench/**/*.ts'],
    plugins: { quiesce: { rules: { layers: layerRule, 'bare-void': bareVoidRule } }, ...securityPlugins },
    rules: {
      ...securityRules,
      'quiesce/layers': 'error',
      'no-duplicate-imports': 'error',
      'no-restricted-syntax': restrict(securitySelectors()),
      'no-restricted-exports': [
        'error',
        {
          restrictDefaultExports: {
            direct: true,
            named: true,
            defaultFrom: true,
            namedFrom: true,
            namespaceFrom: true,
          },
        },
      ],
    },
  },
  { files: ['src/engine/**/*.ts'], rules: { 'quiesce/bare-void': letGo('src/engine/in-background.ts') } },
  {
    // A program with a window seldom has anybody who reads its standard error: `reportError` writes to the error log too.
    files: ['src/main/**/*.ts'],
    ignores: ['src/main/report-error.ts'],
    rules: { 'no-console': 'error' },
  },
  { files: ['src/main/**/*.ts'], rules: { 'quiesce/bare-void': letGo('@engine/ahead') } },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    ignores: ['src/renderer/client/**'],
    rules: { 'no-restricted-syntax': restrict(securitySelectors(), bridge) },
  },
  {
    files: ['src/{engine,main}/**/*.ts'],
    ignores: mayBlock,
    rules: { 'no-restricted-imports': ['error', { patterns: [blockingFiles] }] },
  },
  ...onlyPlaces.map((file) => ({
    files: [file],
    rules: { 'no-restricted-syntax': restrict(securitySelectors(file)) },
  })),
  // A workload is one function: its default export is how the engine finds it.
  { files: [workloads], rules: { 'no-restricted-exports': 'off' } },
  // The one place where a module of the person's own is loaded, by its path.
  { files: ['src/engine/host/body/load-workload.ts'], rules: { 'no-unsanitized/method': 'off' } },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    // Advice for a compiler that is not in use.
    rules: { 'react-hooks/incompatible-library': 'off' },
  },
  // A test is hostile on purpose (a shell, an eval that must be refused), takes a bench apart, and may be a long table.
  {
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      'max-lines': ['error', 450],
      'no-eval': 'off',
      'no-new-func': 'off',
      'no-restricted-syntax': restrict(),
      '@typescript-eslint/no-implied-eval': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        Buffer: 'readonly',
        URL: 'readonly',
      },
    },
    rules: { 'no-duplicate-imports': 'error', 'no-restricted-syntax': restrict(), ...sizeLimits },
  },
  { files: ['src/**/*.{ts,tsx}', 'bench/**/*.ts'], rules: sizeLimits },
  ...largerFiles,
)
