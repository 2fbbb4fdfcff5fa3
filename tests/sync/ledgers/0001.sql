BEGIN TRANSACTION;
CREATE TABLE agreed (
	"plan" VARCHAR NOT NULL, 
	target VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	document TEXT NOT NULL, 
	CONSTRAINT pk_agreed PRIMARY KEY ("plan", target, "key")
);
INSERT INTO "agreed" VALUES('eksempel-2026','folder','vervekonkurranse','{"item":{"v":1,"type":"task","key":"vervekonkurranse","title":"Arrangere vervekonkurranse","kind":"activity","due":"2026-06-01","start":"2026-05-01","description":"Ansvarlig: Kari Eksempel, Vervegruppa (Ola Eksempel)","categories":["Organisasjonsarbeid"],"responsible":[{"id":"kari","name":"Kari Eksempel","email":"kari@example.org"}],"priority":5},"found":{"v":1,"ref":"verve.ics","item":{"v":1,"type":"task","key":"vervekonkurranse","title":"Vervekonkurranse, ny","kind":"activity","due":"2026-06-01","start":"2026-05-01","description":"Ansvarlig: Kari Eksempel, Vervegruppa (Ola Eksempel)","categories":["Organisasjonsarbeid"],"responsible":[{"id":"kari","name":"Kari Eksempel","email":"kari@example.org"}],"priority":5},"progress":{"v":1,"state":"started","percent":40,"at":"2026-03-10T12:00:00+00:00","by":"Kari"},"notes":"Husk premien","stamp":{"v":1,"digest":"5e0f634faaa4c3f2","start":"2026-05-01","end":"2026-06-01"}},"presence":"deleted","pushed":{"v":1,"state":"cancelled","at":"2026-03-10T12:00:00+00:00"}}');
INSERT INTO "agreed" VALUES('eksempel-2026','folder','styremote@2026-04-06','{"item":{"v":1,"type":"event","key":"styremote@2026-04-06","title":"Styrem\u00f8te","start":["2026-04-06T18:00:00","Europe/Oslo"],"end":["2026-04-06T20:00:00","Europe/Oslo"],"kind":"meeting","place":"Samfunnshuset","description":"Saksliste:\n1. \u00c5pning\n2. Oppf\u00f8lging av arbeidsplanen","categories":["Styret"],"reminders":[86400000000]},"found":{"v":1,"ref":"styremote.ics","etag":"\"1\"","stamp":{"v":1,"digest":"daa8a25957e103f8","start":["2026-04-06T18:00:00","Europe/Oslo"],"end":["2026-04-06T20:00:00","Europe/Oslo"]}}}');
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE cursor (
	"plan" VARCHAR NOT NULL, 
	target VARCHAR NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_cursor PRIMARY KEY ("plan", target)
);
INSERT INTO "cursor" VALUES('eksempel-2026','folder','17');
CREATE TABLE intent (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	run INTEGER NOT NULL, 
	"plan" VARCHAR NOT NULL, 
	target VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	effect TEXT NOT NULL, 
	"before" TEXT, 
	"after" TEXT, 
	known TEXT, 
	image TEXT, 
	state VARCHAR NOT NULL, 
	error TEXT, 
	settled_at DATETIME, 
	CONSTRAINT fk_intent_run FOREIGN KEY(run) REFERENCES run (id)
);
INSERT INTO "intent" VALUES(1,1,'eksempel-2026','folder','styremote@2026-04-06','{"do":"create","item":{"v":1,"type":"event","key":"styremote@2026-04-06","title":"Styrem\u00f8te","start":["2026-04-06T18:00:00","Europe/Oslo"],"end":["2026-04-06T20:00:00","Europe/Oslo"],"kind":"meeting","place":"Samfunnshuset","description":"Saksliste:\n1. \u00c5pning\n2. Oppf\u00f8lging av arbeidsplanen","categories":["Styret"],"reminders":[86400000000]},"stamp":{"v":1,"digest":"daa8a25957e103f8","start":["2026-04-06T18:00:00","Europe/Oslo"],"end":["2026-04-06T20:00:00","Europe/Oslo"]}}',NULL,'{"item":{"v":1,"type":"event","key":"styremote@2026-04-06","title":"Styrem\u00f8te","start":["2026-04-06T18:00:00","Europe/Oslo"],"end":["2026-04-06T20:00:00","Europe/Oslo"],"kind":"meeting","place":"Samfunnshuset","description":"Saksliste:\n1. \u00c5pning\n2. Oppf\u00f8lging av arbeidsplanen","categories":["Styret"],"reminders":[86400000000]},"found":{"v":1,"ref":"styremote.ics","etag":"\"1\"","stamp":{"v":1,"digest":"daa8a25957e103f8","start":["2026-04-06T18:00:00","Europe/Oslo"],"end":["2026-04-06T20:00:00","Europe/Oslo"]}}}','{"item":{"v":1,"type":"event","key":"styremote@2026-04-06","title":"Styrem\u00f8te","start":["2026-04-06T18:00:00","Europe/Oslo"],"end":["2026-04-06T20:00:00","Europe/Oslo"],"kind":"meeting","place":"Samfunnshuset","description":"Saksliste:\n1. \u00c5pning\n2. Oppf\u00f8lging av arbeidsplanen","categories":["Styret"],"reminders":[86400000000]},"found":{"v":1,"ref":"styremote.ics","etag":"\"1\"","stamp":{"v":1,"digest":"daa8a25957e103f8","start":["2026-04-06T18:00:00","Europe/Oslo"],"end":["2026-04-06T20:00:00","Europe/Oslo"]}}}','"BEGIN:VCALENDAR\r\nX-NAME:\u00e5rsm\u00f8te \u0000 \udc80\r\nEND:VCALENDAR\r\n"','done',NULL,'2026-03-10 13:00:00.000000');
INSERT INTO "intent" VALUES(2,1,'eksempel-2026','folder','vervekonkurranse','{"do":"update","ref":"verve.ics","etag":"\"2\"","item":{"v":1,"type":"task","key":"vervekonkurranse","title":"Arrangere vervekonkurranse","kind":"activity","due":"2026-06-01","start":"2026-05-01","description":"Ansvarlig: Kari Eksempel, Vervegruppa (Ola Eksempel)","categories":["Organisasjonsarbeid"],"responsible":[{"id":"kari","name":"Kari Eksempel","email":"kari@example.org"}],"priority":5},"progress":{"v":1,"state":"done","percent":100}}','{"v":1,"ref":"verve.ics","item":{"v":1,"type":"task","key":"vervekonkurranse","title":"Vervekonkurranse, ny","kind":"activity","due":"2026-06-01","start":"2026-05-01","description":"Ansvarlig: Kari Eksempel, Vervegruppa (Ola Eksempel)","categories":["Organisasjonsarbeid"],"responsible":[{"id":"kari","name":"Kari Eksempel","email":"kari@example.org"}],"priority":5},"progress":{"v":1,"state":"started","percent":40,"at":"2026-03-10T12:00:00+00:00","by":"Kari"},"notes":"Husk premien","stamp":{"v":1,"digest":"5e0f634faaa4c3f2","start":"2026-05-01","end":"2026-06-01"}}','{"item":{"v":1,"type":"task","key":"vervekonkurranse","title":"Arrangere vervekonkurranse","kind":"activity","due":"2026-06-01","start":"2026-05-01","description":"Ansvarlig: Kari Eksempel, Vervegruppa (Ola Eksempel)","categories":["Organisasjonsarbeid"],"responsible":[{"id":"kari","name":"Kari Eksempel","email":"kari@example.org"}],"priority":5},"found":{"v":1,"ref":"verve.ics","item":{"v":1,"type":"task","key":"vervekonkurranse","title":"Vervekonkurranse, ny","kind":"activity","due":"2026-06-01","start":"2026-05-01","description":"Ansvarlig: Kari Eksempel, Vervegruppa (Ola Eksempel)","categories":["Organisasjonsarbeid"],"responsible":[{"id":"kari","name":"Kari Eksempel","email":"kari@example.org"}],"priority":5},"progress":{"v":1,"state":"started","percent":40,"at":"2026-03-10T12:00:00+00:00","by":"Kari"},"notes":"Husk premien","stamp":{"v":1,"digest":"5e0f634faaa4c3f2","start":"2026-05-01","end":"2026-06-01"}},"presence":"deleted","pushed":{"v":1,"state":"cancelled","at":"2026-03-10T12:00:00+00:00"}}','{"item":{"v":1,"type":"task","key":"vervekonkurranse","title":"Arrangere vervekonkurranse","kind":"activity","due":"2026-06-01","start":"2026-05-01","description":"Ansvarlig: Kari Eksempel, Vervegruppa (Ola Eksempel)","categories":["Organisasjonsarbeid"],"responsible":[{"id":"kari","name":"Kari Eksempel","email":"kari@example.org"}],"priority":5},"found":{"v":1,"ref":"verve.ics","item":{"v":1,"type":"task","key":"vervekonkurranse","title":"Vervekonkurranse, ny","kind":"activity","due":"2026-06-01","start":"2026-05-01","description":"Ansvarlig: Kari Eksempel, Vervegruppa (Ola Eksempel)","categories":["Organisasjonsarbeid"],"responsible":[{"id":"kari","name":"Kari Eksempel","email":"kari@example.org"}],"priority":5},"progress":{"v":1,"state":"started","percent":40,"at":"2026-03-10T12:00:00+00:00","by":"Kari"},"notes":"Husk premien","stamp":{"v":1,"digest":"5e0f634faaa4c3f2","start":"2026-05-01","end":"2026-06-01"}},"presence":"deleted","pushed":{"v":1,"state":"cancelled","at":"2026-03-10T12:00:00+00:00"}}',NULL,'failed','endret siden sist','2026-03-10 13:00:00.000000');
INSERT INTO "intent" VALUES(3,1,'eksempel-2026','folder','nyhetsbrev@2026-02','{"do":"delete","key":"nyhetsbrev@2026-02","ref":"brev.ics","etag":null}','{"v":1,"ref":"brev.ics","item":{"v":1,"type":"task","key":"nyhetsbrev@2026-02","title":"Arrangere vervekonkurranse","kind":"activity","description":"Ansvarlig: Kari Eksempel, Vervegruppa (Ola Eksempel)","categories":["Organisasjonsarbeid"],"responsible":[{"id":"kari","name":"Kari Eksempel","email":"kari@example.org"},{"id":"ola","name":"Ola Eksempel","body":"Vervegruppa"}],"priority":5}}',NULL,NULL,NULL,'pending',NULL,NULL);
INSERT INTO "intent" VALUES(4,1,'eksempel-2026','folder','nyhetsbrev@2026-02','{"do":"bury","key":"nyhetsbrev@2026-02"}',NULL,NULL,NULL,NULL,'pending',NULL,NULL);
CREATE TABLE observation (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"plan" VARCHAR NOT NULL, 
	run INTEGER, 
	"key" VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	source VARCHAR NOT NULL, 
	at DATETIME, 
	"by" TEXT, 
	value TEXT NOT NULL, 
	note TEXT NOT NULL, 
	CONSTRAINT fk_observation_run FOREIGN KEY(run) REFERENCES run (id)
);
INSERT INTO "observation" VALUES(1,'eksempel-2026',1,'vervekonkurranse','started','2026-03-10 12:00:00.000000','folder','2026-03-08 12:00:00.000000','Kari','{"percent":40}','');
INSERT INTO "observation" VALUES(2,'eksempel-2026',NULL,'medlemmer','measured','2026-03-10 13:00:00.000000','board',NULL,NULL,'{"value":212.5}','talt på årsmøtet');
CREATE TABLE plan_version (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"plan" VARCHAR NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	digest VARCHAR NOT NULL, 
	text TEXT NOT NULL
);
INSERT INTO "plan_version" VALUES(1,'eksempel-2026','2026-03-10 12:00:00.000000','8f613f7c748123970242e2a60a784856fa97739b1df3d69342b80caca5d90b83','title: Arbeidsplan
');
CREATE TABLE report_issue (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"plan" VARCHAR NOT NULL, 
	period VARCHAR NOT NULL, 
	as_of DATE NOT NULL, 
	known_until INTEGER NOT NULL, 
	plan_version INTEGER NOT NULL, 
	issued_at DATETIME NOT NULL, 
	CONSTRAINT fk_report_issue_plan_version FOREIGN KEY(plan_version) REFERENCES plan_version (id)
);
INSERT INTO "report_issue" VALUES(1,'eksempel-2026','2026-03','2026-03-31',2,1,'2026-03-10 13:00:00.000000');
CREATE TABLE run (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"plan" VARCHAR NOT NULL, 
	command VARCHAR NOT NULL, 
	started_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	result VARCHAR, 
	counts TEXT, 
	plan_version INTEGER, 
	CONSTRAINT fk_run_plan_version FOREIGN KEY(plan_version) REFERENCES plan_version (id)
);
INSERT INTO "run" VALUES(1,'eksempel-2026','sync','2026-03-10 12:00:00.000000','2026-03-10 13:00:00.000000','failed','{"created":1}',1);
INSERT INTO "run" VALUES(2,'eksempel-2026','sync','2026-03-10 13:00:00.000000',NULL,NULL,NULL,NULL);
CREATE INDEX ix_plan_version_plan_id ON plan_version ("plan", id);
CREATE INDEX ix_run_plan_id ON run ("plan", id);
CREATE INDEX ix_report_issue_plan_period ON report_issue ("plan", period);
CREATE INDEX ix_intent_plan_target_state ON intent ("plan", target, state);
CREATE INDEX ix_intent_run ON intent (run);
CREATE INDEX ix_observation_plan_id ON observation ("plan", id);
CREATE TRIGGER observation_never_updated BEFORE UPDATE ON observation BEGIN SELECT RAISE(ABORT, 'observations are never changed'); END;
CREATE TRIGGER observation_never_deleted BEFORE DELETE ON observation BEGIN SELECT RAISE(ABORT, 'observations are never deleted'); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('plan_version',1);
INSERT INTO "sqlite_sequence" VALUES('run',2);
INSERT INTO "sqlite_sequence" VALUES('observation',2);
INSERT INTO "sqlite_sequence" VALUES('intent',4);
INSERT INTO "sqlite_sequence" VALUES('report_issue',1);
COMMIT;
