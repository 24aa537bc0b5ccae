package org.iguazu.core.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A job's name and its current revision. */
@Entity
@Table(name = "job")
class JobEntity {

  @Id
  @Column(name = "name")
  private String name = "";

  @Column(name = "current_revision")
  private int currentRevision;

  protected JobEntity() {}

  JobEntity(String name, int currentRevision) {
    this.name = name;
    this.currentRevision = currentRevision;
  }

  String name() {
    return name;
  }

  int currentRevision() {
    return currentRevision;
  }

  void makeCurrent(int revision) {
    this.currentRevision = revision;
  }
}
