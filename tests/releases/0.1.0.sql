BEGIN TRANSACTION;
CREATE TABLE answers (
	chat BIGINT NOT NULL, 
	message BIGINT NOT NULL, 
	turn INTEGER NOT NULL, 
	PRIMARY KEY (chat, message), 
	FOREIGN KEY(turn) REFERENCES turns (id) ON DELETE CASCADE
);
INSERT INTO "answers" VALUES(11,2,1);
CREATE TABLE articles (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	change INTEGER NOT NULL, 
	url_key VARCHAR, 
	text_key BLOB NOT NULL, 
	url VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	published_day DATE, 
	published_at DATETIME, 
	fetched_at DATETIME NOT NULL, 
	language VARCHAR NOT NULL, 
	sample BOOLEAN NOT NULL, 
	sentences INTEGER NOT NULL, 
	analysis BLOB NOT NULL, 
	text TEXT NOT NULL, updated_from DATETIME, 
	UNIQUE (change), 
	UNIQUE (url_key), 
	UNIQUE (text_key)
);
INSERT INTO "articles" VALUES(1,1,'https://example.com/dover',X'82AC89DF8615876BBC9243FB82AD514A','https://example.com/dover','Ships counted in Dover','Harbour Post','2024-05-14',NULL,'2024-05-16 12:00:00.000000','',0,2,X'02000000030000000000000043000000410000006A00000008000000030000000C000000040000000500000007000000080000000500000004000000020000000C0000000D0000000A00000004000000010000000F000000','The harbour master of Dover counted 412 ships on Tuesday morning.

He had counted 390 a year ago, he said.',NULL);
INSERT INTO "articles" VALUES(2,2,'https://example.com/faro',X'43C8C76D44525EF382615AA0642DAE84','https://example.com/faro','Bridge reopens in Faro','Daily Example','2024-05-13','2024-05-13 09:30:00.000000','2024-05-16 12:00:00.000000','',0,1,X'0100000003000000000000003B00000006000000030000000B0000000600000003000000060000000B000000090000000F0000000E000000','The bridge of Faro reopened on Monday after a year of work.',NULL);
CREATE TABLE chats (
	id BIGINT NOT NULL, 
	zone VARCHAR NOT NULL, 
	since DATETIME NOT NULL, paused DATETIME, quiet VARCHAR, 
	PRIMARY KEY (id)
);
INSERT INTO "chats" VALUES(11,'Europe/Berlin','2024-05-16 12:00:00.000000',NULL,'1320-420');
CREATE TABLE codes (
	digest VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	made_by BIGINT, 
	expires DATETIME, 
	PRIMARY KEY (digest)
);
INSERT INTO "codes" VALUES('b0a4e2d7fc3beae58018bdf22679b0ce71cea2ad977b947c1f6660275e777d37','guest',11,'2024-05-23 12:00:00.000000');
CREATE TABLE digests (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chat BIGINT NOT NULL, 
	thread BIGINT NOT NULL, 
	person BIGINT NOT NULL, 
	state VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	topics JSON NOT NULL, 
	minute INTEGER NOT NULL, 
	days JSON NOT NULL, 
	zone VARCHAR NOT NULL, 
	offers JSON NOT NULL, 
	due DATETIME, 
	made DATETIME NOT NULL
);
INSERT INTO "digests" VALUES(1,11,0,11,'active','Morning','["dover ships"]',480,'[0, 1, 2, 3, 4, 5, 6]','Europe/Berlin','[]','2024-05-17 06:00:00.000000','2024-05-16 12:00:00.000000');
CREATE TABLE editions (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	digest INTEGER NOT NULL, 
	chat BIGINT NOT NULL, 
	thread BIGINT NOT NULL, 
	day DATE NOT NULL, 
	state VARCHAR NOT NULL, 
	since DATETIME, 
	until DATETIME NOT NULL, 
	due DATETIME NOT NULL, 
	ends DATETIME NOT NULL, 
	CONSTRAINT editions_once UNIQUE (chat, digest, day), 
	FOREIGN KEY(digest) REFERENCES digests (id) ON DELETE CASCADE
);
CREATE TABLE entries (
	feed INTEGER NOT NULL, 
	"key" BLOB NOT NULL, 
	stamp BLOB NOT NULL, 
	article VARCHAR NOT NULL, 
	tries INTEGER NOT NULL, 
	seen_at DATETIME NOT NULL, 
	PRIMARY KEY (feed, "key"), 
	FOREIGN KEY(feed) REFERENCES feeds (id) ON DELETE CASCADE
);
CREATE TABLE feeds (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	url VARCHAR NOT NULL, 
	given VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	topic VARCHAR NOT NULL, 
	site VARCHAR NOT NULL, 
	publisher VARCHAR NOT NULL, 
	added_at DATETIME NOT NULL, 
	paused BOOLEAN NOT NULL, 
	muted BOOLEAN NOT NULL, 
	etag VARCHAR NOT NULL, 
	last_modified VARCHAR NOT NULL, 
	body_key BLOB NOT NULL, 
	ttl INTEGER, 
	next_due DATETIME NOT NULL, 
	failures INTEGER NOT NULL, 
	last_error VARCHAR NOT NULL, 
	last_ok DATETIME, 
	newest_day DATE, 
	newest_at DATETIME, 
	UNIQUE (url)
);
INSERT INTO "feeds" VALUES(1,'https://example.com/feed','https://example.com/feed','Daily Example','World','https://example.com/','','2024-05-16 12:00:00.000000',0,0,'','',X'',NULL,'2024-05-16 12:00:00.000000',0,'',NULL,NULL,NULL);
CREATE TABLE imports (
	digest BLOB NOT NULL, 
	articles INTEGER NOT NULL, 
	imported_at DATETIME NOT NULL, 
	PRIMARY KEY (digest)
);
CREATE TABLE mutes (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chat BIGINT NOT NULL, 
	kind VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	CONSTRAINT mutes_once UNIQUE (chat, kind, value)
);
INSERT INTO "mutes" VALUES(1,11,'word','crypto');
CREATE TABLE pages (
	edition INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	tries INTEGER NOT NULL, 
	silent BOOLEAN NOT NULL, 
	html TEXT NOT NULL, 
	buttons JSON NOT NULL, 
	PRIMARY KEY (edition, number), 
	FOREIGN KEY(edition) REFERENCES editions (id) ON DELETE CASCADE
);
CREATE TABLE people (
	id BIGINT NOT NULL, 
	role VARCHAR NOT NULL, 
	invited_by BIGINT, 
	since DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "people" VALUES(11,'owner',NULL,'2024-05-16 12:00:00.000000');
INSERT INTO "people" VALUES(22,'guest',11,'2024-05-16 12:00:00.000000');
CREATE TABLE removed (
	article INTEGER NOT NULL, 
	change INTEGER NOT NULL, successor INTEGER, 
	PRIMARY KEY (article)
);
CREATE TABLE terms (
	id INTEGER NOT NULL, 
	term VARCHAR NOT NULL, 
	sentences INTEGER NOT NULL, 
	articles INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (term)
);
INSERT INTO "terms" VALUES(1,'390',1,1);
INSERT INTO "terms" VALUES(2,'412',1,1);
INSERT INTO "terms" VALUES(3,'bridg',1,1);
INSERT INTO "terms" VALUES(4,'count',2,1);
INSERT INTO "terms" VALUES(5,'dover',1,1);
INSERT INTO "terms" VALUES(6,'faro',1,1);
INSERT INTO "terms" VALUES(7,'harbor',1,1);
INSERT INTO "terms" VALUES(8,'master',1,1);
INSERT INTO "terms" VALUES(9,'monday',1,1);
INSERT INTO "terms" VALUES(10,'morn',1,1);
INSERT INTO "terms" VALUES(11,'reopen',1,1);
INSERT INTO "terms" VALUES(12,'ship',1,1);
INSERT INTO "terms" VALUES(13,'tuesday',1,1);
INSERT INTO "terms" VALUES(14,'work',1,1);
INSERT INTO "terms" VALUES(15,'year',2,2);
CREATE TABLE told (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chat BIGINT NOT NULL, 
	at DATETIME NOT NULL, 
	edition INTEGER, 
	page INTEGER NOT NULL, 
	body JSON NOT NULL, 
	FOREIGN KEY(edition) REFERENCES editions (id) ON DELETE SET NULL
);
CREATE TABLE totals (
	id INTEGER NOT NULL, 
	change INTEGER NOT NULL, 
	articles INTEGER NOT NULL, 
	samples INTEGER NOT NULL, 
	sentences INTEGER NOT NULL, 
	terms INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "totals" VALUES(1,2,2,0,3,17);
CREATE TABLE turns (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chat BIGINT NOT NULL, 
	thread BIGINT NOT NULL, 
	person BIGINT NOT NULL, 
	asked DATETIME NOT NULL, 
	cleared BOOLEAN NOT NULL, 
	body JSON NOT NULL
);
INSERT INTO "turns" VALUES(1,11,0,11,'2024-05-16 12:00:00.000000',0,'{"question": "How many ships did the harbour master of Dover count?", "understood": "How many ships did the harbour master of Dover count?", "terms": ["ship", "harbor", "master", "dover", "count"], "names": [], "points": [{"article": 1, "first": 0, "last": 0, "source": "Harbour Post", "found": ["ship", "harbor", "master", "dover", "count"]}, {"article": 1, "first": 1, "last": 1, "source": "Harbour Post", "found": ["count"]}], "words": ["ships", "harbour", "master", "Dover", "count"], "kind": "how many", "window": "", "sources": [], "earlier": [], "lent": [], "said": "", "spots": ["Dover"], "span": [], "newest": "2024-05-15T00:00:00+00:00"}');
CREATE TABLE updates (
	bot BIGINT NOT NULL, 
	id BIGINT NOT NULL, 
	taken DATETIME NOT NULL, 
	tries INTEGER NOT NULL, 
	body TEXT, 
	PRIMARY KEY (bot, id)
);
INSERT INTO "updates" VALUES(123456,7,'2024-05-16 12:00:00.000000',0,'{"update_id": 7}');
CREATE TABLE version_bot (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT version_bot_pkc PRIMARY KEY (version_num)
);
INSERT INTO "version_bot" VALUES('0002');
CREATE TABLE version_corpus (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT version_corpus_pkc PRIMARY KEY (version_num)
);
INSERT INTO "version_corpus" VALUES('0003');
CREATE INDEX ix_articles_published_day ON articles (published_day);
CREATE INDEX ix_articles_source ON articles (source);
CREATE INDEX ix_removed_change ON removed (change);
CREATE INDEX ix_feeds_next_due ON feeds (next_due);
CREATE INDEX ix_feeds_given ON feeds (given);
CREATE INDEX turns_place ON turns (chat, thread, person, id);
CREATE INDEX ix_turns_person ON turns (person);
CREATE INDEX ix_answers_turn ON answers (turn);
CREATE INDEX ix_updates_taken ON updates (taken);
CREATE INDEX ix_digests_due ON digests (due);
CREATE INDEX ix_digests_chat ON digests (chat);
CREATE INDEX ix_editions_chat ON editions (chat);
CREATE INDEX editions_digest ON editions (digest, state);
CREATE INDEX editions_state ON editions (state, due, id);
CREATE INDEX ix_told_edition ON told (edition);
CREATE INDEX told_chat ON told (chat, at);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('articles',2);
INSERT INTO "sqlite_sequence" VALUES('feeds',1);
INSERT INTO "sqlite_sequence" VALUES('turns',1);
INSERT INTO "sqlite_sequence" VALUES('digests',1);
INSERT INTO "sqlite_sequence" VALUES('mutes',1);
COMMIT;
