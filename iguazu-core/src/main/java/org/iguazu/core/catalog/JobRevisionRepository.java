package org.iguazu.core.catalog;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface JobRevisionRepository extends JpaRepository<JobRevisionEntity, JobRevisionEntity.Id> {

  @Query("select r from JobRevisionEntity r where r.id.job = :job order by r.id.revision desc")
  List<JobRevisionEntity> newestFirst(String job);

  @Query(
      """
      select r from JobRevisionEntity r where r.id.job = :job and r.contentHash = :hash
       order by r.id.revision desc limit 1
      """)
  Optional<JobRevisionEntity> withContent(String job, String hash);

  @Query(
      value = "SELECT DISTINCT cast(definition AS json) ->> 'cluster' FROM job_revision",
      nativeQuery = true)
  List<String> clusters();
}
