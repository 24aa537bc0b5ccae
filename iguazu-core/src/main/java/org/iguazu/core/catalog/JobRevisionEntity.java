package org.iguazu.core.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.job.JobRevision;
import org.iguazu.api.json.IguazuJson;

/** One registration of a job. */
@Entity
@Immutable
@Table(name = "job_revision")
class JobRevisionEntity {

  /** Which job, and the how manieth registration of it. */
  @Embeddable
  record Id(@Column(name = "job") String job, @Column(name = "revision") int revision) {}

  @EmbeddedId private Id id = new Id("", 0);

  @Column(name = "definition")
  private String definition = "";

  @Column(name = "content_hash")
  private String contentHash = "";

  @Column(name = "registered_at")
  private Instant registeredAt = Instant.EPOCH;

  @Column(name = "registered_by")
  private String registeredBy = "";

  protected JobRevisionEntity() {}

  JobRevisionEntity(Id id, String definition, String contentHash, Instant at, String by) {
    this.id = id;
    this.definition = definition;
    this.contentHash = contentHash;
    this.registeredAt = at;
    this.registeredBy = by;
  }

  int revision() {
    return id.revision();
  }

  JobRevision toRevision(int current) {
    return new JobRevision(
        id.revision(),
        IguazuJson.tolerant().readValue(definition, JobDefinition.class),
        registeredAt,
        registeredBy,
        id.revision() == current);
  }
}
