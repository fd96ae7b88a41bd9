// Reads .eml files as npm mailparser does, for tests/delivery. Input: JSON, a list of paths; output: JSON, one object a file.
import { createReadStream, readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { simpleParser } from 'mailparser'

const paths = JSON.parse(readFileSync(0, 'utf8'))
const options = { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true, keepCidLinks: true }

const read = async path => {
  const mail = await simpleParser(createReadStream(path), options)
  return {
    html: mail.html,
    text: mail.text,
    subject: mail.subject,
    from: mail.from.value,
    replyTo: mail.replyTo.value,
    date: mail.date.toISOString(),
    pictures: mail.attachments.map(each => ({
      cid: each.cid,
      name: each.filename,
      type: each.contentType,
      sha256: createHash('sha256').update(each.content).digest('hex')
    }))
  }
}

process.stdout.write(JSON.stringify(await Promise.all(paths.map(read))))
