// Checks books with Ace: `node ace.cjs BOOK.epub…` prints, for each, what Ace has to say.
'use strict'

const fs = require('fs')
const os = require('os')
const path = require('path')
const runner = require('@daisy/ace-axe-runner-puppeteer')
const ace = require('@daisy/ace-core')

// Ace chats on standard output.
const print = process.stdout.write.bind(process.stdout)
process.stdout.write = () => true

const described = (file, assertion) => {
    const test = assertion['earl:test']
    const pointer = assertion['earl:result']['html'] ?? ''
    return `${file}: ${test['earl:impact']}: ${test['dct:title']}: ${pointer}`.trim()
}

const check = async book => {
    const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'ace-'))
    try {
        const [, report] = await ace(book, { outdir, verbose: false, silent: true }, runner)
        return report.assertions.flatMap(file =>
            file.assertions.map(a => described(file['earl:testSubject'].url, a)))
    } finally {
        fs.rmSync(outdir, { recursive: true })
    }
}

const main = async () => {
    const found = {}
    for (const book of process.argv.slice(2)) found[book] = await check(book)
    print(JSON.stringify(found))
    process.exit(0)
}

main().catch(error => {
    console.error(error)
    process.exit(1)
})
